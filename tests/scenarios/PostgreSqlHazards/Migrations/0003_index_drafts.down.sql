DROP INDEX drafts_by_more;

-- migrate:allow MB3101 nobody has drafts yet
CREATE INDEX drafts_by_more ON drafts (id);

-- migrate:transaction none
DROP INDEX CONCURRENTLY a, b;

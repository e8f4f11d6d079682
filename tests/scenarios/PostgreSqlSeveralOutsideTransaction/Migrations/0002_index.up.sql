-- migrate:transaction none
CREATE INDEX CONCURRENTLY a ON customers (name);
CREATE INDEX CONCURRENTLY b ON customers (id);

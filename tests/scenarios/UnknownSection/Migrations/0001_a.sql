-- migrate:up
CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
-- migrate:dwon
DROP TABLE a;

-- migrate:transaction none
BEGIN;
CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
END;

-- migrate:revises none
CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

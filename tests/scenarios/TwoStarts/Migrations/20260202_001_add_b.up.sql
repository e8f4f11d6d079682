-- migrate:revises none
CREATE TABLE b (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

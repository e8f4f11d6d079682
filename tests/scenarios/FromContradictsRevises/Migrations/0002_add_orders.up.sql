-- migrate:revises 0001
-- migrate:from 3
CREATE TABLE orders (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

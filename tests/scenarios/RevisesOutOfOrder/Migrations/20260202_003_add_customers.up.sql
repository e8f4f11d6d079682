-- migrate:revises none
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

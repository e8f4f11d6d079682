-- migrate:revises 20260203_002
CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

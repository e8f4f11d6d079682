-- migrate:engine mysql
CREATE TABLE orders (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

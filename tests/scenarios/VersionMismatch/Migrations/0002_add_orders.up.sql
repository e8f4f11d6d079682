-- migrate:from 5
-- migrate:to 3
CREATE TABLE orders (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

-- migrate:timeout 3s
-- migrate:timeout 4s
CREATE TABLE orders (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

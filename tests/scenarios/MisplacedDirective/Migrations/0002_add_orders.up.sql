CREATE TABLE orders (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
-- migrate:timeout 3s
SELECT 1; -- migrate:down

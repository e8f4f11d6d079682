-- migrate:irreversible because
CREATE TABLE orders (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

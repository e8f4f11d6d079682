-- why
  -- migrate:revise 0001
-- migrate:colour blue
CREATE TABLE orders (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

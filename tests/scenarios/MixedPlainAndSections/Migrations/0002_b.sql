-- migrate:up
CREATE TABLE b (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
-- migrate:down
DROP TABLE b;

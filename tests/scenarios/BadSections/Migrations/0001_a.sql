SELECT 1;
-- migrate:up
CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
-- migrate:down
DROP TABLE a;
-- migrate:down
SELECT 1;

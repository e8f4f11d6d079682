-- migrate:up
CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
SELECT 'x;
-- migrate:down
DROP TABLE a;

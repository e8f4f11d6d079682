-- migrate:up
CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

-- migrate:down
-- nothing yet

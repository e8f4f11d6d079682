-- Why: the shop opens.
/* -- migrate:nonsense in a block comment is none */
-- migrate:from 0
-- migrate:to 1
-- migrate:revises none
-- migrate:timeout 2m
-- migrate:lock-timeout 500ms
-- migrate:engine sqlite
-- migrate:expect rows(customers) = 1
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
-- migrate:allow MB4009 the table is new
INSERT INTO customers (id, name) VALUES (1, '
-- migrate:down
');

-- migrate:timeout soon
-- migrate:transaction off
-- migrate:allow MB3004
-- migrate:expect rows(orders) 3
-- migrate:engine oracle
-- migrate:irreversible
-- migrate:from six
CREATE TABLE orders (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

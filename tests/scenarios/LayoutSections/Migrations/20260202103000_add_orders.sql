-- migrate:up
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers (id), total INTEGER NOT NULL);
CREATE INDEX orders_customer ON orders (customer_id);
INSERT INTO orders (id, customer_id, total) VALUES (1, 1, 250), (2, 2, 990);

-- migrate:down
DROP TABLE orders;

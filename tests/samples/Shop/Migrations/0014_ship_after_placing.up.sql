-- migrate:expect rows(orders) = same
-- migrate:expect rows(order_lines) = same

-- Orders that were written down after they had left count as shipped at once; the old time is kept for the way down.
CREATE TABLE kept_0014_shipped (
    order_id   INTEGER PRIMARY KEY,
    shipped_at TEXT NOT NULL
);
INSERT INTO kept_0014_shipped (order_id, shipped_at)
SELECT id, shipped_at FROM orders WHERE shipped_at < placed_at;

-- A view that names a table keeps that table from being rebuilt: it goes first and comes back last.
DROP VIEW order_totals;

CREATE TABLE orders_rebuilt (
    id          INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id) ON DELETE RESTRICT,
    placed_at   TEXT NOT NULL,
    shipped_at  TEXT,
    note        TEXT,
    CHECK (shipped_at IS NULL OR shipped_at >= placed_at)
);
INSERT INTO orders_rebuilt (id, customer_id, placed_at, shipped_at, note)
SELECT id, customer_id, placed_at, CASE WHEN shipped_at < placed_at THEN placed_at ELSE shipped_at END, note FROM orders;

DROP TABLE orders;
ALTER TABLE orders_rebuilt RENAME TO orders;

-- The table took its index along.
CREATE INDEX orders_by_customer ON orders (customer_id, placed_at);

CREATE VIEW order_totals AS
SELECT
    o.id AS order_id,
    o.customer_id,
    o.placed_at,
    coalesce(sum(l.quantity * p.price_cents), 0) AS total_cents
FROM orders AS o
LEFT JOIN order_lines AS l ON l.order_id = o.id
LEFT JOIN products AS p ON p.id = l.product_id
GROUP BY o.id, o.customer_id, o.placed_at;

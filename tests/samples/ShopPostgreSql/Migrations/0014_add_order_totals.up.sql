-- Refreshed every night: REFRESH MATERIALIZED VIEW CONCURRENTLY shop.order_totals, which needs the unique index.
CREATE MATERIALIZED VIEW shop.order_totals AS
SELECT
    o.id AS order_id,
    o.customer_id,
    o.placed_at,
    coalesce(sum(l.quantity * p.price_cents), 0) AS total_cents
FROM shop.orders AS o
LEFT JOIN shop.order_lines AS l ON l.order_id = o.id
LEFT JOIN shop.products AS p ON p.id = l.product_id
GROUP BY o.id, o.customer_id, o.placed_at;

CREATE UNIQUE INDEX order_totals_by_order ON shop.order_totals (order_id);

COMMENT ON MATERIALIZED VIEW shop.order_totals IS 'As of last night.';

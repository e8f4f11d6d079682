CREATE VIEW order_totals AS
SELECT
    o.id AS order_id,
    o.customer_id,
    o.placed,
    coalesce(sum(l.quantity * p.price_cents), 0) AS total_cents
FROM orders AS o
LEFT JOIN order_lines AS l ON l.order_id = o.id
LEFT JOIN products AS p ON p.id = l.product_id
GROUP BY o.id, o.customer_id, o.placed;

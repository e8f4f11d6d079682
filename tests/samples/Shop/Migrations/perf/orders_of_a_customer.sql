SELECT o.id, o.placed_at, o.shipped_at, t.total_cents
FROM orders AS o JOIN order_totals AS t ON t.order_id = o.id
WHERE o.customer_id = 1
ORDER BY o.placed_at DESC;

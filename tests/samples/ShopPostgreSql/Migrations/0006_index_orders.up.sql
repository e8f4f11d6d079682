-- migrate:transaction none
-- migrate:recover DROP INDEX CONCURRENTLY IF EXISTS shop.orders_by_customer

-- The shop sells on while this runs. An attempt that dies leaves an invalid index behind, which is what `recover` removes.
CREATE INDEX CONCURRENTLY orders_by_customer ON shop.orders (customer_id, placed_at);

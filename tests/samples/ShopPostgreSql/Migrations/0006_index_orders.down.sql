-- migrate:transaction none
-- migrate:recover CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_by_customer ON shop.orders (customer_id, placed_at)

-- Where this dies, `recover` makes the index again (an invalid one is dropped first): version 6 has it.
DROP INDEX CONCURRENTLY shop.orders_by_customer;

-- migrate:transaction none
-- migrate:recover CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS customers_active_email ON shop.customers (email) WHERE closed_at IS NULL

DROP INDEX CONCURRENTLY shop.customers_active_email;

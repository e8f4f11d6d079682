-- migrate:transaction none
-- migrate:recover DROP INDEX CONCURRENTLY IF EXISTS shop.customers_active_email

CREATE UNIQUE INDEX CONCURRENTLY customers_active_email ON shop.customers (email) WHERE closed_at IS NULL;

ALTER TABLE customers ADD COLUMN email text;
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS customers_email ON customers (email);

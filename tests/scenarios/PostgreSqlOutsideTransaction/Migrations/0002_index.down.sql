DROP INDEX CONCURRENTLY customers_email;
ALTER TABLE customers DROP COLUMN email;

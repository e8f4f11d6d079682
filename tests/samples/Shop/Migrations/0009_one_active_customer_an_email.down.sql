-- Loses which accounts are closed: before version 9 there is no place for it.
DROP INDEX customers_active_email;
ALTER TABLE customers DROP COLUMN closed_at;

-- Loses which accounts are closed: before version 9 there is no place for it.
ALTER TABLE shop.customers DROP COLUMN closed_at;

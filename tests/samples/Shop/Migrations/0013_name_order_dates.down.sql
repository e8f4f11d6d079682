ALTER TABLE orders RENAME COLUMN shipped_at TO shipped;
ALTER TABLE orders RENAME COLUMN placed_at TO placed;

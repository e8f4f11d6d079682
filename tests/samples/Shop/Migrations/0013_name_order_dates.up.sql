-- SQLite carries the new names into indexes, views and triggers; the view's own column is renamed with them.
ALTER TABLE orders RENAME COLUMN placed TO placed_at;
ALTER TABLE orders RENAME COLUMN shipped TO shipped_at;

ALTER TABLE orders DROP CONSTRAINT orders_have_an_id, ALTER COLUMN note DROP DEFAULT;
CREATE INDEX orders_by_note ON orders (note);
DROP INDEX orders_by_day;
DROP TABLE drafts;

CREATE TABLE drafts (id bigint PRIMARY KEY);
CREATE INDEX drafts_by_id ON drafts (id);
CREATE INDEX orders_by_day ON orders (placed_on);
-- migrate:allow MB3102 there are a dozen orders
DROP INDEX orders_by_note;
ALTER TABLE orders
    ALTER COLUMN note SET DEFAULT '',
    ADD CONSTRAINT orders_have_an_id CHECK (id IS NOT NULL);

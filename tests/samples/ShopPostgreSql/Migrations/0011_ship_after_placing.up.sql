-- migrate:expect rows(shop.orders) = same

-- Orders that were written down after they had left count as shipped at once; the old time is kept for the way down.
CREATE TABLE shop.kept_0011_shipped (
    order_id   bigint PRIMARY KEY,
    shipped_at timestamptz NOT NULL
);
INSERT INTO shop.kept_0011_shipped (order_id, shipped_at)
SELECT id, shipped_at FROM shop.orders WHERE shipped_at < placed_at;

UPDATE shop.orders SET shipped_at = placed_at WHERE shipped_at < placed_at;

-- Holds for every new row from now on; the old ones are read by the next migration, which blocks nobody.
ALTER TABLE shop.orders
    ADD CONSTRAINT orders_are_shipped_after_placing CHECK (shipped_at >= placed_at) NOT VALID;

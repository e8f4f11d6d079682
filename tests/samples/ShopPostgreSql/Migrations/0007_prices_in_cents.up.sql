-- migrate:expect rows(shop.products) = same
-- migrate:expect checksum(shop.products.sku) = same

-- Prices with parts of a cent are rounded; what they were is kept for the way down.
CREATE TABLE shop.kept_0007_prices (
    product_id  bigint PRIMARY KEY,
    price       numeric(10, 3) NOT NULL,
    price_cents bigint NOT NULL
);
INSERT INTO shop.kept_0007_prices (product_id, price, price_cents)
SELECT id, price, round(price * 100) FROM shop.products WHERE price * 100 <> round(price * 100);

-- In place, so that the column stays the fourth.
ALTER TABLE shop.products ALTER COLUMN price TYPE bigint USING round(price * 100);
ALTER TABLE shop.products RENAME COLUMN price TO price_cents;
COMMENT ON COLUMN shop.products.price_cents IS 'In cents.';

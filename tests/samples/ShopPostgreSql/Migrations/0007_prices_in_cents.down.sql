-- migrate:expect rows(shop.products) = same
-- migrate:expect checksum(shop.products.sku) = same

ALTER TABLE shop.products RENAME COLUMN price_cents TO price;
ALTER TABLE shop.products ALTER COLUMN price TYPE numeric(10, 3) USING price / 100.0;
COMMENT ON COLUMN shop.products.price IS 'In coins; the price of small parts has tenths of a cent.';

-- A kept price counts only while the price has not been changed since.
UPDATE shop.products AS p
SET price = k.price
FROM shop.kept_0007_prices AS k
WHERE k.product_id = p.id AND k.price_cents = p.price * 100;

DROP TABLE shop.kept_0007_prices;

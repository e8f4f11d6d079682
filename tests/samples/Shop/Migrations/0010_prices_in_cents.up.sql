-- migrate:expect rows(products) = same
-- migrate:expect checksum(products.sku) = same

-- SQLite cannot change a column's type in place: make the new table, copy, drop the old one, rename.
CREATE TABLE products_rebuilt (
    id          INTEGER PRIMARY KEY,
    sku         TEXT NOT NULL UNIQUE,
    title       TEXT NOT NULL,
    price_cents INTEGER NOT NULL CHECK (price_cents >= 0)
);
INSERT INTO products_rebuilt (id, sku, title, price_cents)
SELECT id, sku, title, CAST(round(price * 100) AS INTEGER) FROM products;

-- Prices with parts of a cent are rounded; what they were is kept for the way down.
CREATE TABLE kept_0010_prices (
    product_id  INTEGER PRIMARY KEY,
    price       REAL NOT NULL,
    price_cents INTEGER NOT NULL
);
INSERT INTO kept_0010_prices (product_id, price, price_cents)
SELECT p.id, p.price, r.price_cents
FROM products AS p
JOIN products_rebuilt AS r ON r.id = p.id
WHERE p.price <> r.price_cents / 100.0;

DROP TABLE products;
ALTER TABLE products_rebuilt RENAME TO products;

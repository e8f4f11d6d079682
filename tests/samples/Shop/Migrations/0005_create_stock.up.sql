CREATE TABLE stock (
    product_id INTEGER PRIMARY KEY REFERENCES products (id),
    on_hand    INTEGER NOT NULL DEFAULT 0 CHECK (on_hand >= 0),
    counted_at TEXT
);

-- Every product has a line in the stock from now on; nobody has counted yet.
INSERT INTO stock (product_id) SELECT id FROM products;

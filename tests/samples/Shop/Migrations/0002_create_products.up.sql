CREATE TABLE products (
    id    INTEGER PRIMARY KEY,
    sku   TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    price REAL NOT NULL
);

-- The catalogue with which the shop opens. Screws are sold by the piece, at an eighth of a coin.
INSERT INTO products (id, sku, title, price) VALUES
    (1, 'LAMP-01', 'Desk lamp', 39.9),
    (2, 'LAMP-02', 'Floor lamp', 89.0),
    (3, 'BULB-E27', 'Bulb, E27, warm', 4.49),
    (4, 'SCREW-M4', 'Screw, M4', 0.125),
    (5, 'CABLE-2M', 'Cable, 2 m', 7.99);

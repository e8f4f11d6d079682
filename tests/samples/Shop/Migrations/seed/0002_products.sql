-- Products as the shop's people enter them, for the proof of the down scripts: no price is below nothing.
INSERT INTO products (sku, title, price) VALUES
    ('CLAMP-3', 'Clamp', 0),
    ('LAMP-99', 'Lamp, "the large one" – 2 m', 1249.995),
    ('WIRE-M', 'Wire, by the metre', 0.335);

-- Products as the shop's people enter them, for the proof of the down scripts: no price is near the end of its type.
INSERT INTO shop.products (sku, title, price, attributes) VALUES
    ('CLAMP-3', 'Clamp', 0, '{}'),
    ('LAMP-99', 'Lamp, "the large one" – 2 m', 1249.995, '{"colours": ["rosé"]}'),
    ('WIRE-M', 'Wire, by the metre', 0.335, '{"metre": true}');

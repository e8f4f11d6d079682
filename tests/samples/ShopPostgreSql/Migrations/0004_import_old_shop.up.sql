-- The customers and orders of the old till, as they were written there: with odd spaces and capitals.
INSERT INTO shop.customers (id, name, email, registered_at) VALUES
    (1, 'Ada Lovelace', 'ada@example.org', '2024-01-05 09:00:00+00'),
    (2, 'Grace  Hopper', ' Grace@Example.org', '2024-01-09 10:30:00+00'),
    (3, 'Plato', 'plato@example.org', '2024-02-01 08:00:00+00'),
    (4, 'Ada Lovelace', 'ADA@example.org', '2024-02-20 16:45:00+00'),
    (5, 'Maria Sibylla Merian', 'merian@example.org', '2024-03-02 12:00:00+00');

-- Order 3 was shipped before it was written down.
INSERT INTO shop.orders (id, customer_id, status, placed_at, shipped_at, note) VALUES
    (1, 1, 'shipped', '2024-03-01 10:00:00+00', '2024-03-02 08:00:00+00', NULL),
    (2, 2, 'placed', '2024-03-03 11:00:00+00', NULL, 'ring the bell twice'),
    (3, 5, 'shipped', '2024-03-05 18:00:00+00', '2024-03-05 09:00:00+00', ''),
    (4, 1, 'paid', '2024-03-07 07:15:00+00', NULL, NULL);

INSERT INTO shop.order_lines (order_id, line, product_id, quantity) VALUES
    (1, 1, 1, 1),
    (1, 2, 3, 2),
    (2, 1, 2, 1),
    (3, 1, 4, 200),
    (3, 2, 5, 1),
    (4, 1, 3, 6);

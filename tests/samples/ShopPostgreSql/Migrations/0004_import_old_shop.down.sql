-- Only what was imported: rows that came later stay.
DELETE FROM shop.order_lines WHERE order_id BETWEEN 1 AND 4;
DELETE FROM shop.orders WHERE id BETWEEN 1 AND 4;
DELETE FROM shop.customers WHERE id BETWEEN 1 AND 5;

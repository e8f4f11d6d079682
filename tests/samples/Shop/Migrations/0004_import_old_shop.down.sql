-- Only what was imported: rows that came later stay.
DELETE FROM order_lines WHERE order_id BETWEEN 1 AND 4;
DELETE FROM orders WHERE id BETWEEN 1 AND 4;
DELETE FROM customers WHERE id BETWEEN 1 AND 5;

DELETE FROM orders WHERE id = 3;
DROP TRIGGER orders_audit;
DROP TABLE audit;

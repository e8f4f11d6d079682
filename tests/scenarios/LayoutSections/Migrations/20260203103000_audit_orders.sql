-- migrate:up
CREATE TABLE audit (order_id INTEGER NOT NULL, size TEXT NOT NULL);
CREATE TRIGGER orders_audit AFTER INSERT ON orders BEGIN
  INSERT INTO audit (order_id, size) VALUES (new.id, CASE WHEN new.total > 500 THEN 'big' ELSE 'small' END);
  UPDATE orders SET total = total WHERE id = new.id;
END;
INSERT INTO orders (id, customer_id, total) VALUES (3, 1, 700);

-- migrate:down
DELETE FROM orders WHERE id = 3;
DROP TRIGGER orders_audit;
DROP TABLE audit;

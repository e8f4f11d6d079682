ALTER TABLE shop.orders VALIDATE CONSTRAINT orders_are_shipped_after_placing;

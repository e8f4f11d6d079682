-- Nothing makes a constraint unchecked again but a new one.
ALTER TABLE shop.orders
    DROP CONSTRAINT orders_are_shipped_after_placing,
    ADD CONSTRAINT orders_are_shipped_after_placing CHECK (shipped_at >= placed_at) NOT VALID;

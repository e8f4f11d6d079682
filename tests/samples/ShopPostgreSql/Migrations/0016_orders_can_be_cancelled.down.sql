-- A value cannot be taken out of an enum: the type is made anew, without it.
-- Refuses where an order is cancelled: no other status would be true of it, and a placed order would be shipped.
ALTER TYPE shop.order_status RENAME TO order_status_with_cancelled;

CREATE TYPE shop.order_status AS ENUM ('placed', 'paid', 'shipped');

COMMENT ON TYPE shop.order_status IS 'How far an order has come.';

-- The default is of the old type, so it has to go and come back.
ALTER TABLE shop.orders
    ALTER COLUMN status DROP DEFAULT,
    ALTER COLUMN status TYPE shop.order_status USING status::text::shop.order_status,
    ALTER COLUMN status SET DEFAULT 'placed';

DROP TYPE shop.order_status_with_cancelled;

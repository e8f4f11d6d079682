-- The application says for whom it asks: SET LOCAL shop.customer_id = '42'. Who asks for nobody sees nothing.
-- Not forced: the owner, who migrates and makes the dumps, sees every row.
ALTER TABLE shop.orders ENABLE ROW LEVEL SECURITY;

CREATE POLICY orders_of_customer ON shop.orders
    FOR SELECT
    USING (customer_id = nullif(current_setting('shop.customer_id', true), '')::bigint);

COMMENT ON POLICY orders_of_customer ON shop.orders IS 'A customer sees her own orders.';

GRANT USAGE ON SCHEMA shop TO PUBLIC;
GRANT SELECT ON shop.products, shop.orders TO PUBLIC;
GRANT SELECT (product_id, available) ON shop.stock TO PUBLIC;

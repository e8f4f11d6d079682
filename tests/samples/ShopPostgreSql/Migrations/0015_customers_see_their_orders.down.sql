-- First nobody may read, then the policy goes.
REVOKE SELECT (product_id, available) ON shop.stock FROM PUBLIC;
REVOKE SELECT ON shop.products, shop.orders FROM PUBLIC;
REVOKE USAGE ON SCHEMA shop FROM PUBLIC;

DROP POLICY orders_of_customer ON shop.orders;
ALTER TABLE shop.orders DISABLE ROW LEVEL SECURITY;

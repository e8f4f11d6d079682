SELECT convalidated FROM pg_catalog.pg_constraint
WHERE conrelid = 'shop.orders'::regclass AND conname = 'orders_are_shipped_after_placing';

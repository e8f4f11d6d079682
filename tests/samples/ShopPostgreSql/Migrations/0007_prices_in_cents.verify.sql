SELECT count(*) = 0 FROM shop.kept_0007_prices WHERE abs(price * 100 - price_cents) > 0.5;
SELECT pg_typeof(price_cents)::text = 'bigint' FROM shop.products;

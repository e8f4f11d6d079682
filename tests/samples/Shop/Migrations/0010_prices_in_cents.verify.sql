SELECT count(*) = 0 FROM products WHERE typeof(price_cents) <> 'integer';
SELECT count(*) = 0 FROM kept_0010_prices WHERE abs(price * 100 - price_cents) > 0.5;

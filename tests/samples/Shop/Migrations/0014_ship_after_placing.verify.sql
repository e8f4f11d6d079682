SELECT count(*) = 0 FROM pragma_foreign_key_check;
SELECT (SELECT count(*) FROM order_totals) = (SELECT count(*) FROM orders);

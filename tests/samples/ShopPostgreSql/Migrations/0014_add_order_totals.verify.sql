SELECT (SELECT count(*) FROM shop.order_totals) = (SELECT count(*) FROM shop.orders);

DROP MATERIALIZED VIEW shop.order_totals;

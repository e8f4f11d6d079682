CREATE INDEX orders_by_customer ON orders (customer_id, placed);
CREATE INDEX order_lines_by_product ON order_lines (product_id);

DROP INDEX order_lines_by_product;
DROP INDEX orders_by_customer;

DROP VIEW IF EXISTS customer_names;
CREATE VIEW customer_names AS SELECT id, name FROM customers;

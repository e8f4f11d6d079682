-- migrate:timeout 1h
DROP TABLE customers;

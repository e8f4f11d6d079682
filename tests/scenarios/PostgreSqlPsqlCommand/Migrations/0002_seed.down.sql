\set ON_ERROR_STOP on
DELETE FROM customers;

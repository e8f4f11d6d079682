DELETE FROM customers;
COPY (SELECT 1) TO STDOUT;
COPY customers FROM '/srv/customers.csv';

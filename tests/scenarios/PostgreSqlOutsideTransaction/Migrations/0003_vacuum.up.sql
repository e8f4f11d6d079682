-- migrate:transaction none
VACUUM ANALYZE customers;

-- migrate:transaction none
DROP INDEX IF EXISTS a;
DROP INDEX IF EXISTS b;

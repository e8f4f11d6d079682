-- migrate:irreversible because
DROP TABLE orders;

-- migrate:revises 0001
DROP TABLE orders;

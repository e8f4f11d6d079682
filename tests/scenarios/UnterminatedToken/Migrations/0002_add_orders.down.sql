/* why
DROP TABLE orders;

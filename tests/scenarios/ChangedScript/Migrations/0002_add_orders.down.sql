DROP TABLE orders;
-- edited

DROP TABLE shop.stock;

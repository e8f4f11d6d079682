DROP TABLE shop.products;
DROP DOMAIN shop.sku;

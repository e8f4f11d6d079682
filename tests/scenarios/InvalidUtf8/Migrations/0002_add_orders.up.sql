-- orders
CREATE TABLE orders (id INTEGER); -- café

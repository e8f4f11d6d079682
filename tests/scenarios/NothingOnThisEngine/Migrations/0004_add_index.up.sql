CREATE INDEX customers_name ON customers USING hash (name);

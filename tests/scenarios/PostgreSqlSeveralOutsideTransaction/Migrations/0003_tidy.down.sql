CREATE INDEX a ON customers (name);

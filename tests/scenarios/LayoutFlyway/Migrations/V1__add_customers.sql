CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, phone TEXT);
INSERT INTO customers (id, name, phone) VALUES (1, 'Ada; Lovelace', '555-1'), (2, 'It''s -- me', NULL);

CREATE TABLE orders (id bigint PRIMARY KEY, placed_on date, note text);
CREATE INDEX orders_by_note ON orders (note);

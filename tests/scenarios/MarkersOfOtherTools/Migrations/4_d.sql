-- +migrate Up notransaction
CREATE TABLE d (id INTEGER);
-- +migrate Down notransaction
DROP TABLE d;

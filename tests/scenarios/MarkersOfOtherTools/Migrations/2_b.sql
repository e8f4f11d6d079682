-- +migrate Up
CREATE TABLE b (id INTEGER);
-- +migrate Down
DROP TABLE b;

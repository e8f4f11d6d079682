-- +migrate Up
CREATE TABLE b (id INTEGER);
-- +migrate Down
DROP TABLE b;
-- +migrate Up
CREATE TABLE bb (id INTEGER);

CREATE TABLE early (id INTEGER);
-- +goose Up
CREATE TABLE e (id INTEGER);
-- +goose Down
DROP TABLE e;

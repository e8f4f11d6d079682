-- +goose Up
-- +goose StatementBegin
CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL);
-- +goose StatementEnd

-- +goose Down
DROP TABLE customers;

-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY customers_name ON customers (name);
-- +goose Down
DROP INDEX customers_name;

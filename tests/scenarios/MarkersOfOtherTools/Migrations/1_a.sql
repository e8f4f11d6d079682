-- +goose Up
-- +goose StatementBegin
CREATE TABLE a (id INTEGER);
-- +goose StatementEnd

-- +goose Down
DROP TABLE a;

-- +goose Up
-- +goose ENVSUB ON
CREATE TABLE a_${STAGE} (id INTEGER);
-- +goose Down
DROP TABLE a_${STAGE};

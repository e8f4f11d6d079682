-- +migrate Up irreversibly
CREATE TABLE d (id INTEGER);
-- +migrate Down
DROP TABLE d;

-- migrate:expect rows(customers) = same

ALTER TABLE customers ADD COLUMN given_name TEXT NOT NULL DEFAULT '';
ALTER TABLE customers ADD COLUMN family_name TEXT NOT NULL DEFAULT '';

-- The first word is the given name, the rest the family name; who has one word only keeps it as the given name.
UPDATE customers SET
    given_name = CASE instr(name, ' ') WHEN 0 THEN name ELSE substr(name, 1, instr(name, ' ') - 1) END,
    family_name = CASE instr(name, ' ') WHEN 0 THEN '' ELSE trim(substr(name, instr(name, ' ') + 1)) END;

-- Names that the two parts cannot give back letter by letter are kept for the way down.
CREATE TABLE kept_0007_names (
    customer_id INTEGER PRIMARY KEY,
    name        TEXT NOT NULL
);
INSERT INTO kept_0007_names (customer_id, name)
SELECT id, name FROM customers WHERE name <> trim(given_name || ' ' || family_name);

ALTER TABLE customers DROP COLUMN name;

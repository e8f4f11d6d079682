-- migrate:expect rows(customers) = same

-- A new column could only come last; the table is rebuilt so that `name` is second again.
CREATE TABLE customers_rebuilt (
    id            INTEGER PRIMARY KEY,
    name          TEXT NOT NULL,
    email         TEXT NOT NULL,
    registered_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- A kept name counts only while the customer has not been renamed since.
INSERT INTO customers_rebuilt (id, name, email, registered_at)
SELECT
    c.id,
    CASE replace(k.name, ' ', '')
        WHEN replace(c.given_name || c.family_name, ' ', '') THEN k.name
        ELSE trim(c.given_name || ' ' || c.family_name)
    END,
    c.email,
    c.registered_at
FROM customers AS c
LEFT JOIN kept_0007_names AS k ON k.customer_id = c.id;

DROP TABLE customers;
ALTER TABLE customers_rebuilt RENAME TO customers;
DROP TABLE kept_0007_names;

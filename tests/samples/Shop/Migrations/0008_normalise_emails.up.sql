-- migrate:expect rows(customers) = same

-- What a customer typed is kept: the down step gives it back.
CREATE TABLE kept_0008_emails (
    customer_id INTEGER PRIMARY KEY,
    email       TEXT NOT NULL
);
INSERT INTO kept_0008_emails (customer_id, email)
SELECT id, email FROM customers WHERE email <> lower(trim(email));

UPDATE customers SET email = lower(trim(email)) WHERE email <> lower(trim(email));

-- migrate:expect rows(shop.customers) = same

-- What a customer typed is kept: the down step gives it back.
CREATE TABLE shop.kept_0008_emails (
    customer_id bigint PRIMARY KEY,
    email       text NOT NULL
);
INSERT INTO shop.kept_0008_emails (customer_id, email)
SELECT id, email FROM shop.customers WHERE email <> lower(trim(email));

UPDATE shop.customers SET email = lower(trim(email)) WHERE email <> lower(trim(email));

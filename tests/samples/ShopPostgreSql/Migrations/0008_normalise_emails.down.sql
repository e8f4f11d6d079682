-- migrate:expect rows(shop.customers) = same

-- Not for those who have given another address since.
UPDATE shop.customers AS c
SET email = k.email
FROM shop.kept_0008_emails AS k
WHERE k.customer_id = c.id AND lower(trim(k.email)) = c.email;

DROP TABLE shop.kept_0008_emails;

-- migrate:expect rows(customers) = same

-- Not for those who have given another address since.
UPDATE customers
SET email = (SELECT k.email FROM kept_0008_emails AS k WHERE k.customer_id = customers.id)
WHERE EXISTS (
    SELECT 1 FROM kept_0008_emails AS k
    WHERE k.customer_id = customers.id AND lower(trim(k.email)) = customers.email
);

DROP TABLE kept_0008_emails;

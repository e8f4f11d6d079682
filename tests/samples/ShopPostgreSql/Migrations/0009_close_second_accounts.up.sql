ALTER TABLE shop.customers ADD COLUMN closed_at timestamptz;

COMMENT ON COLUMN shop.customers.closed_at IS 'A closed account may share its address with an active one.';

-- Who registered twice keeps the first account; the later ones are closed on the day they were opened.
UPDATE shop.customers AS c
SET closed_at = registered_at
WHERE id > (SELECT min(first.id) FROM shop.customers AS first WHERE first.email = c.email);

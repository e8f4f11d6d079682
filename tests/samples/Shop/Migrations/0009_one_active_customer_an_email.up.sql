ALTER TABLE customers ADD COLUMN closed_at TEXT;

-- Who registered twice keeps the first account; the later ones are closed on the day they were opened.
UPDATE customers SET closed_at = registered_at
WHERE id > (SELECT min(first.id) FROM customers AS first WHERE first.email = customers.email);

-- A closed account may share its address with an active one.
CREATE UNIQUE INDEX customers_active_email ON customers (email) WHERE closed_at IS NULL;

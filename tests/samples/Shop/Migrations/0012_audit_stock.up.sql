CREATE TABLE stock_audit (
    id         INTEGER PRIMARY KEY,
    product_id INTEGER NOT NULL REFERENCES products (id),
    was        INTEGER NOT NULL,
    became     INTEGER NOT NULL,
    changed_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- The first line of every product: what was on hand when the audit began.
INSERT INTO stock_audit (product_id, was, became, changed_at)
SELECT product_id, 0, on_hand, '2024-04-01 00:00:00' FROM stock ORDER BY product_id;

CREATE TRIGGER stock_is_audited
AFTER UPDATE OF on_hand ON stock
WHEN OLD.on_hand <> NEW.on_hand
BEGIN
    INSERT INTO stock_audit (product_id, was, became) VALUES (NEW.product_id, OLD.on_hand, NEW.on_hand);
    UPDATE stock SET counted_at = CURRENT_TIMESTAMP WHERE product_id = NEW.product_id;
END;

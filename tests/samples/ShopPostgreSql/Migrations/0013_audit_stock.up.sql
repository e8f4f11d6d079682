CREATE TABLE shop.stock_audit (
    changed_at timestamptz NOT NULL DEFAULT now(),
    product_id bigint NOT NULL REFERENCES shop.products (id),
    was        integer NOT NULL,
    became     integer NOT NULL,
    changed_by text NOT NULL DEFAULT current_user,
    line       jsonb NOT NULL
) PARTITION BY RANGE (changed_at);

-- A year's partition can be detached and put away when nobody asks for it any more.
CREATE TABLE shop.stock_audit_2024 PARTITION OF shop.stock_audit
    FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2025-01-01 00:00:00+00');
CREATE TABLE shop.stock_audit_2025 PARTITION OF shop.stock_audit
    FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2026-01-01 00:00:00+00');
CREATE TABLE shop.stock_audit_rest PARTITION OF shop.stock_audit DEFAULT;

CREATE INDEX stock_audit_by_product ON shop.stock_audit (product_id, changed_at);

-- The first line of every product: what was on hand when the audit began.
INSERT INTO shop.stock_audit (changed_at, product_id, was, became, changed_by, line)
SELECT '2024-04-01 00:00:00+00', s.product_id, 0, s.on_hand, 'audit', to_jsonb(s) FROM shop.stock AS s;

-- The statement is put together so that one function serves further tables; its own quotes are the inner $$.
CREATE FUNCTION shop.audit_change() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    EXECUTE format($$
        INSERT INTO %I.%I (product_id, was, became, line) VALUES ($1, $2, $3, $4);
    $$, TG_TABLE_SCHEMA, TG_TABLE_NAME || '_audit')
    USING NEW.product_id, OLD.on_hand, NEW.on_hand, to_jsonb(NEW);
    RETURN NULL;
END
$body$;

COMMENT ON FUNCTION shop.audit_change() IS 'Writes to TABLE_audit what became of the quantity on hand; it''s called by triggers alone.';
REVOKE ALL ON FUNCTION shop.audit_change() FROM PUBLIC;

CREATE TRIGGER stock_is_audited
AFTER UPDATE OF on_hand ON shop.stock
FOR EACH ROW WHEN (OLD.on_hand IS DISTINCT FROM NEW.on_hand)
EXECUTE FUNCTION shop.audit_change();

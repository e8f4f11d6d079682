-- Loses what was audited since: before version 13 there is no place for it.
DROP TRIGGER stock_is_audited ON shop.stock;
DROP FUNCTION shop.audit_change();
DROP TABLE shop.stock_audit;

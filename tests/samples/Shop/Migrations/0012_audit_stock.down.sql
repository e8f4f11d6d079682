DROP TRIGGER stock_is_audited;
DROP TABLE stock_audit;

-- migrate:irreversible the space is gone
-- migrate:transaction none
-- migrate:recover SELECT 1
VACUUM;

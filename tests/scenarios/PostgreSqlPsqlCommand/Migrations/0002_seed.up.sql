-- why
INSERT INTO customers (name) VALUES ('it''s');
  \i it's.sql
SELECT 1;
\copy customers from 'x'

-- // add c
CREATE TABLE c (id INTEGER);
-- //@UNDO
DROP TABLE c;

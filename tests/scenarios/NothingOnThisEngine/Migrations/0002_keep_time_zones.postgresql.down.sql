ALTER TABLE customers ALTER COLUMN born TYPE timestamp;

/* not yet:
CREATE TABLE drafts (id int)
  go 2
*/
CREATE TABLE users (id int NOT NULL, name nvarchar(50))
GO
INSERT INTO users (id, name) VALUES (1, N'to
GO
')
GO 3 -- thrice

-- migrate:timeot 3s
CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>One database with something of every kind, and changes to it.</summary>
internal static class SchemaChanges
{
    /// <summary>Roles are the cluster's, not the database's: made once.</summary>
    public const string Roles = """
        DO $$ BEGIN CREATE ROLE mb_reader; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
        DO $$ BEGIN CREATE ROLE mb_writer; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
        """;

    public const string Setup = """
        CREATE SCHEMA app;
        CREATE TYPE app.mood AS ENUM ('sad', 'happy');
        CREATE DOMAIN app.positive AS int CHECK (VALUE > 0);
        CREATE TYPE app.pair AS (a int, b text);
        CREATE TYPE app.span AS RANGE (subtype = float8);
        CREATE COLLATION app.c_like (provider = libc, locale = 'C');
        CREATE FUNCTION app.double(x int) RETURNS int LANGUAGE sql AS 'SELECT x * 2';
        CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.email := lower(NEW.email); RETURN NEW; END $$;
        CREATE FUNCTION app.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
        CREATE PROCEDURE app.clean() LANGUAGE sql AS 'DELETE FROM pg_catalog.pg_class WHERE false';
        CREATE AGGREGATE app.total(int) (sfunc = int4pl, stype = int, initcond = '0');
        CREATE TABLE app.users (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL DEFAULT '', age int CONSTRAINT age_ok CHECK (age > 0), score numeric(8,2), feeling app.mood);
        CREATE TABLE app.orders (id bigserial, user_id int NOT NULL CONSTRAINT orders_user REFERENCES app.users, note text, at timestamptz DEFAULT now());
        CREATE TABLE app.log (id int, day date NOT NULL) PARTITION BY RANGE (day);
        CREATE TABLE app.log_2024 PARTITION OF app.log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
        CREATE TABLE app.parent (a int);
        CREATE TABLE app.child (b int) INHERITS (app.parent);
        CREATE UNIQUE INDEX users_email ON app.users (email);
        CREATE SEQUENCE app.numbers;
        CREATE VIEW app.adults AS SELECT id, email FROM app.users WHERE age >= 18;
        CREATE MATERIALIZED VIEW app.counts AS SELECT count(*) AS n FROM app.users;
        CREATE TRIGGER users_touch BEFORE INSERT ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch();
        CREATE RULE no_delete AS ON DELETE TO app.orders DO INSTEAD NOTHING;
        CREATE POLICY own ON app.users FOR SELECT USING (id > 0);
        CREATE EVENT TRIGGER {name}_watch ON ddl_command_end EXECUTE FUNCTION app.on_ddl();
        ALTER EVENT TRIGGER {name}_watch DISABLE;
        CREATE STATISTICS app.users_stats ON age, score FROM app.users;
        CREATE PUBLICATION pub FOR TABLE app.users;
        CREATE FOREIGN DATA WRAPPER wrapper;
        CREATE SERVER far FOREIGN DATA WRAPPER wrapper OPTIONS (host 'a');
        CREATE FOREIGN TABLE app.remote (a int) SERVER far OPTIONS (table_name 'x');
        CREATE TEXT SEARCH CONFIGURATION app.english (COPY = pg_catalog.english);
        """;

    public static readonly IReadOnlyList<SchemaChange> All =
    [
        new("schema added", "CREATE SCHEMA other", "DROP SCHEMA other", "schema other is not expected"),
        new("schema owner", "ALTER SCHEMA app OWNER TO mb_writer", "ALTER SCHEMA app OWNER TO CURRENT_USER", "owner mb_writer"),
        new("public lost", "DROP SCHEMA public", "CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC", "schema public is not expected"),
        new("public opened", "GRANT CREATE ON SCHEMA public TO PUBLIC", "REVOKE CREATE ON SCHEMA public FROM PUBLIC", "schema public is not expected"),
        new("language lost", "DROP FUNCTION app.touch CASCADE; DROP FUNCTION app.on_ddl CASCADE; DROP EXTENSION plpgsql", "CREATE EXTENSION plpgsql; CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.email := lower(NEW.email); RETURN NEW; END $$; CREATE FUNCTION app.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$; CREATE TRIGGER users_touch BEFORE INSERT ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch(); CREATE EVENT TRIGGER {name}_watch ON ddl_command_end EXECUTE FUNCTION app.on_ddl(); ALTER EVENT TRIGGER {name}_watch DISABLE", "extension plpgsql is not expected"),
        new("table added", "CREATE TABLE app.t ()", "DROP TABLE app.t", "table app.t is not expected"),
        new("table owner", "ALTER TABLE app.parent OWNER TO mb_writer", "ALTER TABLE app.parent OWNER TO CURRENT_USER", "+ owner mb_writer"),
        new("table renamed", "ALTER TABLE app.parent RENAME TO mother", "ALTER TABLE app.mother RENAME TO parent", "table app.parent is missing"),
        new("table unlogged", "ALTER TABLE app.parent SET UNLOGGED", "ALTER TABLE app.parent SET LOGGED", "+ unlogged"),
        new("table options", "ALTER TABLE app.users SET (fillfactor = 70)", "ALTER TABLE app.users RESET (fillfactor)", "+ with (fillfactor=70)"),
        new("toast options", "ALTER TABLE app.users SET (toast.autovacuum_enabled = false)", "ALTER TABLE app.users RESET (toast.autovacuum_enabled)", "+ toast with"),
        new("column added", "ALTER TABLE app.users ADD COLUMN x int", "ALTER TABLE app.users DROP COLUMN x", "+ column x integer"),
        new("column renamed", "ALTER TABLE app.users RENAME COLUMN score TO points", "ALTER TABLE app.users RENAME COLUMN points TO score", "+ column points numeric(8,2)"),
        new("column type", "ALTER TABLE app.orders ALTER note TYPE varchar(50)", "ALTER TABLE app.orders ALTER note TYPE text", "+ column note character varying(50)"),
        new("column type modifier", "ALTER TABLE app.users ALTER score TYPE numeric(9,2)", "ALTER TABLE app.users ALTER score TYPE numeric(8,2)", "+ column score numeric(9,2)"),
        new("column nullability", "ALTER TABLE app.orders ALTER note SET NOT NULL", "ALTER TABLE app.orders ALTER note DROP NOT NULL", "+ column note text NOT NULL"),
        new("column default", "ALTER TABLE app.users ALTER email SET DEFAULT 'x'", "ALTER TABLE app.users ALTER email SET DEFAULT ''", "DEFAULT 'x'::text"),
        new("column default lost", "ALTER TABLE app.users ALTER email DROP DEFAULT", "ALTER TABLE app.users ALTER email SET DEFAULT ''", "+ column email text NOT NULL"),
        new("column collation", "ALTER TABLE app.orders ALTER note TYPE text COLLATE \"C\"", "ALTER TABLE app.orders ALTER note TYPE text COLLATE \"default\"", "COLLATE \"C\""),
        new("column identity", "ALTER TABLE app.users ALTER id SET GENERATED BY DEFAULT", "ALTER TABLE app.users ALTER id SET GENERATED ALWAYS", "GENERATED BY DEFAULT AS IDENTITY"),
        new("column generated", "ALTER TABLE app.orders ADD g int GENERATED ALWAYS AS (user_id * 2) STORED", "ALTER TABLE app.orders DROP g", "GENERATED ALWAYS AS ((user_id * 2)) STORED"),
        new("column storage", "ALTER TABLE app.orders ALTER note SET STORAGE EXTERNAL", "ALTER TABLE app.orders ALTER note SET STORAGE EXTENDED", "STORAGE EXTERNAL"),
        new("column compression", "ALTER TABLE app.orders ALTER note SET COMPRESSION pglz", "ALTER TABLE app.orders ALTER note SET COMPRESSION default", "COMPRESSION pglz"),
        new("column statistics", "ALTER TABLE app.orders ALTER note SET STATISTICS 500", "ALTER TABLE app.orders ALTER note SET STATISTICS -1", "STATISTICS 500"),
        new("column options", "ALTER TABLE app.orders ALTER note SET (n_distinct = 5)", "ALTER TABLE app.orders ALTER note RESET (n_distinct)", "WITH (n_distinct=5)"),
        new("column order", "ALTER TABLE app.orders DROP note; ALTER TABLE app.orders ADD note text", "ALTER TABLE app.orders DROP at; ALTER TABLE app.orders ADD at timestamptz DEFAULT now()", "table app.orders: ~ order"),
        new("primary key lost", "ALTER TABLE app.orders ADD CONSTRAINT k PRIMARY KEY (id)", "ALTER TABLE app.orders DROP CONSTRAINT k", "+ constraint k PRIMARY KEY (id)"),
        new("check changed", "ALTER TABLE app.users DROP CONSTRAINT age_ok; ALTER TABLE app.users ADD CONSTRAINT age_ok CHECK (age >= 0)", "ALTER TABLE app.users DROP CONSTRAINT age_ok; ALTER TABLE app.users ADD CONSTRAINT age_ok CHECK (age > 0)", "CHECK ((age >= 0))"),
        new("check not valid", "ALTER TABLE app.users ADD CONSTRAINT c CHECK (age < 9) NOT VALID", "ALTER TABLE app.users DROP CONSTRAINT c", "NOT VALID"),
        new("constraint renamed", "ALTER TABLE app.users RENAME CONSTRAINT age_ok TO age_fine", "ALTER TABLE app.users RENAME CONSTRAINT age_fine TO age_ok", "+ constraint age_fine"),
        new("foreign key action", "ALTER TABLE app.orders DROP CONSTRAINT orders_user; ALTER TABLE app.orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES app.users ON DELETE CASCADE", "ALTER TABLE app.orders DROP CONSTRAINT orders_user; ALTER TABLE app.orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES app.users", "ON DELETE CASCADE"),
        new("foreign key deferrable", "ALTER TABLE app.orders ALTER CONSTRAINT orders_user DEFERRABLE INITIALLY DEFERRED", "ALTER TABLE app.orders ALTER CONSTRAINT orders_user NOT DEFERRABLE", "DEFERRABLE INITIALLY DEFERRED"),
        new("foreign key not enforced", "ALTER TABLE app.orders DISABLE TRIGGER ALL", "ALTER TABLE app.orders ENABLE TRIGGER ALL", "constraint orders_user not enforced"),
        new("exclusion", "ALTER TABLE app.users ADD CONSTRAINT e EXCLUDE USING btree (age WITH =)", "ALTER TABLE app.users DROP CONSTRAINT e", "EXCLUDE USING btree"),
        new("index of a constraint", "ALTER INDEX app.users_pkey SET (fillfactor = 60)", "ALTER INDEX app.users_pkey RESET (fillfactor)", "WITH (fillfactor=60)"),
        new("index added", "CREATE INDEX i ON app.users (age DESC) INCLUDE (email) WHERE age > 3", "DROP INDEX app.i", "index app.i is not expected"),
        new("index no longer unique", "DROP INDEX app.users_email; CREATE INDEX users_email ON app.users (email)", "DROP INDEX app.users_email; CREATE UNIQUE INDEX users_email ON app.users (email)", "+ CREATE INDEX users_email"),
        new("index invalid", "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'app.users_email'::regclass", "UPDATE pg_index SET indisvalid = true WHERE indexrelid = 'app.users_email'::regclass", "+ INVALID"),
        new("index clustered", "ALTER TABLE app.users CLUSTER ON users_email", "ALTER TABLE app.users SET WITHOUT CLUSTER", "+ clustered"),
        new("replica identity", "ALTER TABLE app.users REPLICA IDENTITY USING INDEX users_email", "ALTER TABLE app.users REPLICA IDENTITY DEFAULT", "+ replica identity index app.users_email"),
        new("replica identity full", "ALTER TABLE app.users REPLICA IDENTITY FULL", "ALTER TABLE app.users REPLICA IDENTITY DEFAULT", "+ replica identity full"),
        new("partition detached", "ALTER TABLE app.log DETACH PARTITION app.log_2024", "ALTER TABLE app.log ATTACH PARTITION app.log_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')", "- partition of app.log FOR VALUES"),
        new("partition added", "CREATE TABLE app.log_rest PARTITION OF app.log DEFAULT", "DROP TABLE app.log_rest", "table app.log_rest is not expected"),
        new("inheritance", "ALTER TABLE app.child NO INHERIT app.parent", "ALTER TABLE app.child INHERIT app.parent", "- inherits app.parent"),
        new("sequence increment", "ALTER SEQUENCE app.numbers INCREMENT 5", "ALTER SEQUENCE app.numbers INCREMENT 1", "INCREMENT 5"),
        new("sequence cycle", "ALTER SEQUENCE app.numbers CYCLE", "ALTER SEQUENCE app.numbers NO CYCLE", "CYCLE"),
        new("sequence type", "ALTER SEQUENCE app.numbers AS int", "ALTER SEQUENCE app.numbers AS bigint", "AS integer"),
        new("sequence owned", "ALTER SEQUENCE app.numbers OWNED BY app.users.age", "ALTER SEQUENCE app.numbers OWNED BY NONE", "+ owned by app.users.age"),
        new("view query", "CREATE OR REPLACE VIEW app.adults AS SELECT id, email FROM app.users WHERE age >= 21", "CREATE OR REPLACE VIEW app.adults AS SELECT id, email FROM app.users WHERE age >= 18", "(users.age >= 21)"),
        new("view column", "CREATE OR REPLACE VIEW app.adults AS SELECT id, email, age FROM app.users WHERE age >= 18", "DROP VIEW app.adults; CREATE VIEW app.adults AS SELECT id, email FROM app.users WHERE age >= 18", "+ column age integer"),
        new("view option", "ALTER VIEW app.adults SET (security_barrier)", "ALTER VIEW app.adults RESET (security_barrier)", "+ with (security_barrier=true)"),
        new("view security invoker", "ALTER VIEW app.adults SET (security_invoker)", "ALTER VIEW app.adults RESET (security_invoker)", "security_invoker"),
        new("view column default", "ALTER VIEW app.adults ALTER email SET DEFAULT 'v'", "ALTER VIEW app.adults ALTER email DROP DEFAULT", "DEFAULT 'v'::text"),
        new("materialised view emptied", "REFRESH MATERIALIZED VIEW app.counts WITH NO DATA", "REFRESH MATERIALIZED VIEW app.counts", "+ not populated"),
        new("materialised view lost", "DROP MATERIALIZED VIEW app.counts", "CREATE MATERIALIZED VIEW app.counts AS SELECT count(*) AS n FROM app.users", "materialized view app.counts is missing"),
        new("function body", "CREATE OR REPLACE FUNCTION app.double(x int) RETURNS int LANGUAGE sql AS 'SELECT x * 3'", "CREATE OR REPLACE FUNCTION app.double(x int) RETURNS int LANGUAGE sql AS 'SELECT x * 2'", "+ SELECT x * 3"),
        new("function argument default", "CREATE OR REPLACE FUNCTION app.double(x int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT x * 2'", "DROP FUNCTION app.double; CREATE FUNCTION app.double(x int) RETURNS int LANGUAGE sql AS 'SELECT x * 2'", "arguments (x integer DEFAULT 1)"),
        new("function returns", "DROP FUNCTION app.double; CREATE FUNCTION app.double(x int) RETURNS bigint LANGUAGE sql AS 'SELECT x * 2'", "DROP FUNCTION app.double; CREATE FUNCTION app.double(x int) RETURNS int LANGUAGE sql AS 'SELECT x * 2'", "+ returns bigint"),
        new("function overload", "CREATE FUNCTION app.double(x text) RETURNS int LANGUAGE sql AS 'SELECT 1'", "DROP FUNCTION app.double(text)", "function app.double(x text) is not expected"),
        new("function volatility", "ALTER FUNCTION app.double IMMUTABLE", "ALTER FUNCTION app.double VOLATILE", "+ immutable"),
        new("function strict", "ALTER FUNCTION app.double STRICT", "ALTER FUNCTION app.double CALLED ON NULL INPUT", "+ strict"),
        new("function security definer", "ALTER FUNCTION app.double SECURITY DEFINER", "ALTER FUNCTION app.double SECURITY INVOKER", "+ security definer"),
        new("function leakproof", "ALTER FUNCTION app.double LEAKPROOF", "ALTER FUNCTION app.double NOT LEAKPROOF", "+ leakproof"),
        new("function parallel", "ALTER FUNCTION app.double PARALLEL SAFE", "ALTER FUNCTION app.double PARALLEL UNSAFE", "+ parallel safe"),
        new("function cost", "ALTER FUNCTION app.double COST 7", "ALTER FUNCTION app.double COST 100", "+ cost 7"),
        new("function setting", "ALTER FUNCTION app.double SET work_mem = '1MB'", "ALTER FUNCTION app.double RESET ALL", "+ set work_mem=1MB"),
        new("function with a body of SQL", "DO $x$ BEGIN EXECUTE 'CREATE FUNCTION app.atomic() RETURNS int BEGIN ATOMIC SELECT 1; END'; END $x$", "DROP FUNCTION app.atomic", "function app.atomic() is not expected"),
        new("procedure lost", "DROP PROCEDURE app.clean", "CREATE PROCEDURE app.clean() LANGUAGE sql AS 'DELETE FROM pg_catalog.pg_class WHERE false'", "procedure app.clean() is missing"),
        new("aggregate", "CREATE OR REPLACE AGGREGATE app.total(int) (sfunc = int4pl, stype = int, initcond = '5')", "CREATE OR REPLACE AGGREGATE app.total(int) (sfunc = int4pl, stype = int, initcond = '0')", "+ initcond '5'"),
        new("trigger lost", "DROP TRIGGER users_touch ON app.users", "CREATE TRIGGER users_touch BEFORE INSERT ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch()", "trigger users_touch on app.users is missing"),
        new("trigger event", "CREATE OR REPLACE TRIGGER users_touch BEFORE INSERT OR UPDATE ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch()", "CREATE OR REPLACE TRIGGER users_touch BEFORE INSERT ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch()", "BEFORE INSERT OR UPDATE"),
        new("trigger disabled", "ALTER TABLE app.users DISABLE TRIGGER users_touch", "ALTER TABLE app.users ENABLE TRIGGER users_touch", "+ disabled"),
        new("event trigger", "ALTER EVENT TRIGGER {name}_watch ENABLE", "ALTER EVENT TRIGGER {name}_watch DISABLE", "- disabled"),
        new("rule", "CREATE OR REPLACE RULE no_delete AS ON DELETE TO app.orders WHERE OLD.id > 5 DO INSTEAD NOTHING", "CREATE OR REPLACE RULE no_delete AS ON DELETE TO app.orders DO INSTEAD NOTHING", "old.id > 5"),
        new("enum label added", "ALTER TYPE app.mood RENAME VALUE 'sad' TO 'blue'", "ALTER TYPE app.mood RENAME VALUE 'blue' TO 'sad'", "+ label 'blue'"),
        new("enum added", "CREATE TYPE app.e AS ENUM ()", "DROP TYPE app.e", "type app.e is not expected"),
        new("domain constraint", "ALTER DOMAIN app.positive ADD CONSTRAINT small CHECK (VALUE < 9)", "ALTER DOMAIN app.positive DROP CONSTRAINT small", "+ constraint small CHECK ((VALUE < 9))"),
        new("domain default", "ALTER DOMAIN app.positive SET DEFAULT 3", "ALTER DOMAIN app.positive DROP DEFAULT", "DEFAULT 3"),
        new("domain nullability", "ALTER DOMAIN app.positive SET NOT NULL", "ALTER DOMAIN app.positive DROP NOT NULL", "+ integer NOT NULL"),
        new("composite attribute", "ALTER TYPE app.pair ADD ATTRIBUTE c date", "ALTER TYPE app.pair DROP ATTRIBUTE c", "type app.pair: + attribute c date"),
        new("range", "DROP TYPE app.span; CREATE TYPE app.span AS RANGE (subtype = float8, subtype_diff = float8mi)", "DROP TYPE app.span; CREATE TYPE app.span AS RANGE (subtype = float8)", "subtype_diff float8mi"),
        new("policy expression", "ALTER POLICY own ON app.users USING (id > 1)", "ALTER POLICY own ON app.users USING (id > 0)", "+ using ((id > 1))"),
        new("policy roles", "ALTER POLICY own ON app.users TO mb_writer, mb_reader", "ALTER POLICY own ON app.users TO PUBLIC", "for select to mb_reader, mb_writer"),
        new("policy kind", "DROP POLICY own ON app.users; CREATE POLICY own ON app.users AS RESTRICTIVE FOR SELECT USING (id > 0)", "DROP POLICY own ON app.users; CREATE POLICY own ON app.users FOR SELECT USING (id > 0)", "+ restrictive for select"),
        new("row level security", "ALTER TABLE app.users ENABLE ROW LEVEL SECURITY", "ALTER TABLE app.users DISABLE ROW LEVEL SECURITY", "+ row level security enabled"),
        new("row level security forced", "ALTER TABLE app.users FORCE ROW LEVEL SECURITY", "ALTER TABLE app.users NO FORCE ROW LEVEL SECURITY", "+ row level security forced"),
        new("comment on table", "COMMENT ON TABLE app.users IS 'people'", "COMMENT ON TABLE app.users IS NULL", "+ comment 'people'"),
        new("comment on column", "COMMENT ON COLUMN app.users.age IS 'years'", "COMMENT ON COLUMN app.users.age IS NULL", "+ comment on column age 'years'"),
        new("comment on constraint", "COMMENT ON CONSTRAINT age_ok ON app.users IS 'c'", "COMMENT ON CONSTRAINT age_ok ON app.users IS NULL", "+ comment on constraint age_ok 'c'"),
        new("comment on the index of a constraint", "COMMENT ON INDEX app.users_pkey IS 'i'", "COMMENT ON INDEX app.users_pkey IS NULL", "+ comment on the index of constraint users_pkey 'i'"),
        new("comment on attribute", "COMMENT ON COLUMN app.pair.a IS 'x'", "COMMENT ON COLUMN app.pair.a IS NULL", "type app.pair: + comment on column a 'x'"),
        new("comment on function", "COMMENT ON FUNCTION app.double IS 'f'", "COMMENT ON FUNCTION app.double IS NULL", "+ comment 'f'"),
        new("comment on domain constraint", "COMMENT ON CONSTRAINT positive_check ON DOMAIN app.positive IS 'd'", "COMMENT ON CONSTRAINT positive_check ON DOMAIN app.positive IS NULL", "domain app.positive: + comment on constraint positive_check 'd'"),
        new("grant on table", "GRANT SELECT, INSERT ON app.users TO mb_reader", "REVOKE ALL ON app.users FROM mb_reader", "+ grant INSERT, SELECT to mb_reader"),
        new("grant with grant option", "GRANT SELECT ON app.users TO mb_reader WITH GRANT OPTION", "REVOKE ALL ON app.users FROM mb_reader", "+ grant SELECT* to mb_reader"),
        new("grant on column", "GRANT UPDATE (email) ON app.users TO mb_reader", "REVOKE UPDATE (email) ON app.users FROM mb_reader", "+ grant UPDATE (email) to mb_reader"),
        new("grant on schema", "GRANT USAGE ON SCHEMA app TO mb_reader", "REVOKE USAGE ON SCHEMA app FROM mb_reader", "schema app: + grant USAGE to mb_reader"),
        new("revoked from public", "REVOKE EXECUTE ON FUNCTION app.double FROM PUBLIC", "GRANT EXECUTE ON FUNCTION app.double TO PUBLIC", "+ revoke EXECUTE from PUBLIC"),
        new("revoked from owner", "REVOKE DELETE ON app.users FROM CURRENT_USER", "GRANT DELETE ON app.users TO CURRENT_USER", "+ revoke DELETE from"),
        new("grant on sequence", "GRANT USAGE ON SEQUENCE app.numbers TO mb_reader", "REVOKE USAGE ON SEQUENCE app.numbers FROM mb_reader", "sequence app.numbers: + grant USAGE"),
        new("default privileges", "ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO mb_reader", "ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE SELECT ON TABLES FROM mb_reader", "in schema app on tables is not expected"),
        new("extension", "CREATE EXTENSION pgcrypto", "DROP EXTENSION pgcrypto", "extension pgcrypto is not expected"),
        new("publication column list", "ALTER PUBLICATION pub SET TABLE app.users (id, email) WHERE (id > 5)", "ALTER PUBLICATION pub SET TABLE app.users", "+ table app.users (id, email) where (id > 5)"),
        new("publication operations", "ALTER PUBLICATION pub SET (publish = 'insert')", "ALTER PUBLICATION pub SET (publish = 'insert, update, delete, truncate')", "+ publish insert"),
        new("server option", "ALTER SERVER far OPTIONS (SET host 'b')", "ALTER SERVER far OPTIONS (SET host 'a')", "+ options (host=b)"),
        new("foreign table option", "ALTER FOREIGN TABLE app.remote OPTIONS (SET table_name 'y')", "ALTER FOREIGN TABLE app.remote OPTIONS (SET table_name 'x')", "+ options (table_name=y)"),
        new("user mapping", "CREATE USER MAPPING FOR mb_reader SERVER far OPTIONS (password 'canary')", "DROP USER MAPPING FOR mb_reader SERVER far", "user mapping mb_reader on far is not expected"),
        new("cast", "CREATE CAST (app.mood AS int) WITH INOUT", "DROP CAST (app.mood AS int)", "cast (app.mood AS integer) is not expected"),
        new("operator", "CREATE OPERATOR app.=== (function = int4eq, leftarg = int, rightarg = int)", "DROP OPERATOR app.=== (int, int)", "operator app.=== (integer, integer) is not expected"),
        new("operator class", "CREATE OPERATOR CLASS app.c FOR TYPE int USING btree AS OPERATOR 1 <, FUNCTION 1 btint4cmp(int, int)", "DROP OPERATOR FAMILY app.c USING btree", "operator class app.c using btree is not expected"),
        new("collation", "DROP COLLATION app.c_like; CREATE COLLATION app.c_like (provider = libc, locale = 'POSIX')", "DROP COLLATION app.c_like; CREATE COLLATION app.c_like (provider = libc, locale = 'C')", "locale 'POSIX'"),
        new("text search mapping", "ALTER TEXT SEARCH CONFIGURATION app.english DROP MAPPING FOR email", "ALTER TEXT SEARCH CONFIGURATION app.english ADD MAPPING FOR email WITH simple", "- mapping for token"),
        new("statistics", "ALTER STATISTICS app.users_stats SET STATISTICS 77", "ALTER STATISTICS app.users_stats SET STATISTICS -1", "+ target 77"),
    ];
}

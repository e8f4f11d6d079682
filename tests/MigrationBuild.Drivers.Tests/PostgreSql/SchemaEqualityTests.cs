using MigrationBuild.Schemas;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>Two ways to the same schema.</summary>
[TestClass]
public sealed class SchemaEqualityTests
{
    [ClassInitialize]
    public static Task MakeRolesAsync(TestContext _) => TestDatabase.OnServerAsync(SchemaChanges.Roles);

    [TestMethod]
    [DataRow("dropped column", "CREATE TABLE t (a int, b int)", "CREATE TABLE t (a int, x text, b int); ALTER TABLE t DROP x")]
    [DataRow("order of creation", "CREATE TABLE a (x int); CREATE TABLE b (x int)", "CREATE TABLE b (x int); CREATE TABLE a (x int)")]
    [DataRow("privileges in so many words", "CREATE TABLE t (a int)", "CREATE TABLE t (a int); GRANT SELECT ON t TO mb_reader; REVOKE SELECT ON t FROM mb_reader")]
    [DataRow("function's default privileges", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; GRANT EXECUTE ON FUNCTION f() TO PUBLIC")]
    [DataRow("order of grants", "CREATE TABLE t (a int); GRANT SELECT ON t TO mb_reader; GRANT INSERT ON t TO mb_writer", "CREATE TABLE t (a int); GRANT INSERT ON t TO mb_writer; GRANT SELECT ON t TO mb_reader")]
    [DataRow("order of roles of a policy", "CREATE TABLE t (a int); CREATE POLICY p ON t TO mb_reader, mb_writer", "CREATE TABLE t (a int); CREATE POLICY p ON t TO mb_writer, mb_reader")]
    [DataRow("now and CURRENT_TIMESTAMP", "CREATE TABLE t (a timestamptz DEFAULT now())", "CREATE TABLE t (a timestamptz DEFAULT CURRENT_TIMESTAMP)")]
    [DataRow("layout of a view", "CREATE VIEW v AS SELECT 1 AS a, 2 AS b", "CREATE VIEW v AS\n  /* why */ select 1 a,\n 2 b -- so\n")]
    [DataRow("layout of a body", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1+2; $$", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $x$\r\n-- sum\r\n  SELECT 1 /* one */ + 2;\r\n$x$")]
    [DataRow("layout of a PL/pgSQL body", "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$", "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  -- done\n  RETURN 1;\nEND\n$$")]
    [DataRow("layout of a check", "CREATE TABLE t (a int CHECK (a>0))", "CREATE TABLE t (a int CHECK ( a  >  0 ))")]
    [DataRow("names of types", "CREATE TABLE t (a int, b varchar(5), c timestamptz)", "CREATE TABLE t (a integer, b character varying(5), c timestamp with time zone)")]
    [DataRow("serial and its parts", "CREATE TABLE t (a serial)", "CREATE SEQUENCE t_a_seq AS int; CREATE TABLE t (a int NOT NULL DEFAULT nextval('t_a_seq')); ALTER SEQUENCE t_a_seq OWNED BY t.a")]
    [DataRow("value of a sequence", "CREATE SEQUENCE s", "CREATE SEQUENCE s; SELECT nextval('s')")]
    [DataRow("rows", "CREATE TABLE t (a int)", "CREATE TABLE t (a int); INSERT INTO t VALUES (1)")]
    [DataRow("primary key later", "CREATE TABLE t (a int PRIMARY KEY)", "CREATE TABLE t (a int); ALTER TABLE t ADD PRIMARY KEY (a)")]
    [DataRow("constraint validated later", "CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0))", "CREATE TABLE t (a int); ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT c")]
    [DataRow("unique by an index", "CREATE TABLE t (a int CONSTRAINT u UNIQUE)", "CREATE TABLE t (a int); CREATE UNIQUE INDEX i ON t (a); ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX i")]
    [DataRow("enum label inserted", "CREATE TYPE e AS ENUM ('a', 'b', 'c')", "CREATE TYPE e AS ENUM ('a', 'c'); ALTER TYPE e ADD VALUE 'b' BEFORE 'c'")]
    [DataRow("partition attached", "CREATE TABLE p (a int NOT NULL) PARTITION BY LIST (a); CREATE TABLE c PARTITION OF p FOR VALUES IN (1)", "CREATE TABLE p (a int NOT NULL) PARTITION BY LIST (a); CREATE TABLE c (a int NOT NULL); ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1)")]
    [DataRow("comment removed", "CREATE TABLE t (a int)", "CREATE TABLE t (a int); COMMENT ON TABLE t IS 'x'; COMMENT ON TABLE t IS NULL")]
    [DataRow("temporary objects", "CREATE TABLE t (a int)", "CREATE TABLE t (a int); CREATE TEMPORARY TABLE x (a int); CREATE TEMPORARY VIEW y AS SELECT 1")]
    public async Task Equal(string name, string one, string other)
    {
        await using var first = await TestDatabase.CreateAsync(one);
        await using var second = await TestDatabase.CreateAsync(other);
        var (expected, actual) = (await first.ReadSchemaAsync(), await second.ReadSchemaAsync());
        Assert.AreEqual("", string.Join('\n', SchemaDiff.Between(expected, actual)), name);
        Assert.AreEqual(expected.Fingerprint, actual.Fingerprint);
    }
}

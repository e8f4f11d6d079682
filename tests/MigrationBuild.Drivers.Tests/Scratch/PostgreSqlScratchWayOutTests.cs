using MigrationBuild.PostgreSql.Proofs;
using MigrationBuild.Sql;

namespace MigrationBuild.Drivers.Tests.Scratch;

[TestClass]
public sealed class PostgreSqlScratchWayOutTests : PostgreSqlScratchTests
{
    [TestMethod]
    [DataRow("CREATE SUBSCRIPTION s CONNECTION 'host=prod' PUBLICATION p", 1, 1)]
    [DataRow("SELECT 1;\n  ALTER SUBSCRIPTION s ENABLE", 2, 3)]
    [DataRow("IMPORT FOREIGN SCHEMA x FROM SERVER y INTO z", 1, 1)]
    [DataRow("copy t FROM '/etc/passwd'", 1, 13)]
    [DataRow("COPY (SELECT 1) TO PROGRAM 'curl'", 1, 20)]
    [DataRow("COPY t (a, b) TO\n'/tmp/x'", 2, 1)]
    [DataRow("SELECT * FROM dblink('host=prod', 'SELECT 1') AS t(a int)", 1, 15)]
    [DataRow("SELECT public.dblink_connect ('x')", 1, 15)]
    [DataRow("SELECT \"pg_read_file\"('/etc/passwd')", 1, 8)]
    [DataRow("SELECT lo_import('/x')", 1, 8)]
    [DataRow("DO $$ BEGIN\n PERFORM pg_ls_dir('/'); END $$", 2, 10)]
    [DataRow("CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $f$ SELECT pg_read_file('x') $f$", 1, 61)]
    [DataRow("LOAD 'auto_explain'", 1, 1)]
    [DataRow("CREATE DATABASE x", 1, 1)]
    [DataRow("DROP DATABASE x", 1, 1)]
    [DataRow("CREATE TABLESPACE x LOCATION '/x'", 1, 1)]
    [DataRow("ALTER SYSTEM SET fsync = off", 1, 1)]
    public void A_way_out_is_found_where_it_is(string sql, int line, int column)
    {
        var found = WayOut.Find(Script(sql) with { FirstLine = 5 }, PostgreSqlDialect.Instance);
        Assert.IsNotNull(found);
        Assert.AreEqual((line + 4, column), (found.Line, found.Column), found.Message);
    }

    [TestMethod]
    [DataRow("-- COPY t FROM '/x'; LOAD 'x'\nSELECT 1")]
    [DataRow("COPY t FROM STDIN")]
    [DataRow("COPY (SELECT substring('a' FROM 'b'), trim(both FROM 'c')) TO STDOUT")]
    [DataRow("INSERT INTO t VALUES ('pg_read_file(''x'')')")]
    [DataRow("CREATE TABLE dblink (pg_read_file text, load int)")]
    [DataRow("CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (host 'prod')")]
    [DataRow("DO $$ BEGIN -- pg_read_file(1)\n END $$")]
    [DataRow("CREATE TABLE database (system int)")]
    public void What_stays_inside_is_let_through(string sql) => Assert.IsNull(WayOut.Find(Script(sql), PostgreSqlDialect.Instance));

    [TestMethod]
    public async Task What_this_server_lacks_is_told_from_what_is_wrong()
    {
        await using var scratch = await CreateAsync("CREATE TABLE t (a int, b text)");
        (string Sql, bool IsMissing)[] scripts =
        [
            ("CREATE EXTENSION no_such_extension", true),
            ("CREATE FUNCTION f() RETURNS int LANGUAGE c AS '$libdir/no_such_library', 'f'", true),
            ("CREATE TABLE u (a int) TABLESPACE fast", true),
            ("CREATE INDEX ON t (b COLLATE \"xx_XX\")", true),
            ("CREATE COLLATION mine (locale = 'xx_XX.utf8')", true),
            ("SELECT to_tsvector('klingon'::regconfig, 'a')", true),
            ("CREATE TEXT SEARCH CONFIGURATION mine (COPY = klingon)", true),
            ("CREATE FUNCTION f() RETURNS int LANGUAGE plpython3u AS 'return 1'", true),
            ("CREATE INDEX ON t USING hnsw (a)", true),
            ("SELECT * FROM no_such_table", false),
            ("ALTER TABLE t ADD c no_such_type", false),
            ("ALTER TABLE t DROP CONSTRAINT no_such_constraint", false),
            ("SELECT no_such_function(1)", false),
            ("DROP EXTENSION no_such_extension", false),
            ("SELEC 1", false),
            ("SELECT 1 / 0", false),
            ("VACUUM", false),
        ];
        foreach (var (sql, isMissing) in scripts)
        {
            await scratch.Session.BeginAsync(Cancellation);
            var failure = await Assert.ThrowsExactlyAsync<ScriptException>(() => scratch.Session.ExecuteAsync(Script(sql), Cancellation), sql);
            Assert.AreEqual(isMissing, scratch.IsMissingHere(failure), $"{sql}: {failure.Code} {failure.Message}");
            await scratch.Session.RollbackAsync();
        }
    }

    [TestMethod]
    public async Task Roles_that_scripts_name_are_made_and_told()
    {
        await using var scratch = await CreateAsync("CREATE TABLE t (a int)");
        await scratch.Session.BeginAsync(Cancellation);
        var seen = await scratch.ExecuteObservedAsync(Script("""
            GRANT SELECT ON t TO app, "Odd ""one";
            ALTER TABLE t OWNER TO owner;
            DO $$ BEGIN EXECUTE 'GRANT INSERT ON t TO hidden'; END $$;
            CREATE POLICY p ON t TO auditor;
            SET ROLE app;
            """), Cancellation);
        Assert.HasCount(5, seen);
        await scratch.Session.RollbackAsync();
        // Still there: another step of the same chain may not run in the same transaction.
        await RunAsync(scratch, "REVOKE ALL ON t FROM app; DROP ROLE hidden");
        CollectionAssert.AreEqual(new[] { "app", "Odd \"one", "owner", "hidden", "auditor" }, ((PostgreSqlScratchDatabase)scratch).CreatedRoles.ToList());
    }
}

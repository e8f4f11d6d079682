using System.Text;
using MigrationBuild.Sql;
using Npgsql;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>Our idea of a statement against the server's: it parses each piece as exactly one, and a script of two pieces as none.</summary>
[TestClass]
public sealed class SplitterTests : PostgreSqlTests
{
    private static readonly string[] Statements =
    [
        "SELECT 'it''s; -- no', \"a;b\" FROM t", "SELECT E'a\\';b', U&'d\\0061;t', b'01', x'1F', N'n;'", "SELECT 'a'\n  'b;' -- two\n 'c'", "SELECT E'a'\n'\\';'",
        "SELECT $$;$$, $a$;$$;$b$;$a$, $größe$;$größe$", "SELECT a$b$c FROM t$1$", "SELECT 1+-1, 2*/* ; */3, 4 - -5--;\n", "SELECT /* /* ; */ ; */ 1",
        "SELECT 1 WHERE a @> b AND c ->> 'x;' = ANY(ARRAY[1,2]) OR d::text ~* ';'", "SELECT CASE WHEN true THEN 1 END AS end",
        "CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN x > 1 THEN 1 ELSE 2 END; SELECT 1 AS end; END",
        "CREATE OR REPLACE PROCEDURE p() LANGUAGE sql BEGIN ATOMIC INSERT INTO t VALUES (';'); DELETE FROM t; END",
        "CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN IF 1 = 1 THEN RETURN NEW; END IF; END; $body$",
        "CREATE FUNCTION h() RETURNS int LANGUAGE sql RETURN CASE WHEN true THEN 1 END", "CREATE RULE r AS ON UPDATE TO t DO ALSO (DELETE FROM t; SELECT (1); )",
        "CREATE OR REPLACE RULE r AS ON INSERT TO t DO INSTEAD NOTHING", "DO $$ BEGIN PERFORM 1; END $$", "CREATE TABLE größe (\"ä;\" int CHECK (\"ä;\" > 0), b text DEFAULT ';')",
        "INSERT INTO t VALUES (1, '😀;'), (2, '\\')", "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION g()", "COMMENT ON TABLE t IS 'a;\nb'",
        "CREATE TABLE begin_atomic (atomic int, \"end\" int)", "ALTER TABLE t ADD CONSTRAINT c CHECK (a IN (1, 2)) NOT VALID", "VACUUM t", "CREATE INDEX CONCURRENTLY i ON t (a)",
    ];

    private static readonly string[] Separators = [";\n", " ; ", ";-- a;\n", ";/* ; /* ' */ */", ";;\n;", ";\n-- it's\n"];

    [TestMethod]
    public async Task EachPieceIsOneStatementForTheServer()
    {
        var random = new Random(20261120);
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(Cancellation);
        for (var round = 0; round < 300; round++)
        {
            var script = new StringBuilder();
            var count = random.Next(1, 8);
            for (var i = 0; i < count; i++)
                script.Append(Statements[random.Next(Statements.Length)]).Append(Separators[random.Next(Separators.Length)]);
            var text = script.ToString();
            var pieces = PostgreSqlDialect.Instance.Split(text).Select(s => s.TextIn(text)).ToList();
            Assert.HasCount(count, pieces, text);
            foreach (var piece in pieces)
                Assert.IsTrue(await ParsesAsync(connection, piece), piece);
            if (count > 1)
                Assert.IsFalse(await ParsesAsync(connection, text), text);
        }
    }

    // 42601: a syntax error, or more than one statement. Every other error comes after parsing.
    private async Task<bool> ParsesAsync(NpgsqlConnection connection, string text)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(text) } };
        try
        {
            await batch.PrepareAsync(Cancellation);
            connection.UnprepareAll();
            return true;
        }
        catch (PostgresException e)
        {
            return e.SqlState != "42601";
        }
    }
}

using System.Diagnostics;
using MigrationBuild.Sql.Model.Statements;
using MigrationBuild.SqlServer;
using MigrationBuild.Tests.Sql;

namespace MigrationBuild.Drivers.Tests.SqlServer;

/// <summary>Whatever the text: no exception, no hang, no full stack, every offset inside.</summary>
[TestClass]
public sealed class RecognizerPropertyTests
{
    private static readonly RecognizerFuzz Fuzz = new("sqlserver",
    [
        "CREATE TABLE [a b].#t (id int IDENTITY PRIMARY KEY, b AS (id + 1) PERSISTED, c nvarchar(max) DEFAULT N'it''s' COLLATE Latin1_General_CI_AS, CHECK (b > 0), INDEX i (b) WHERE b > 1);",
        "WITH c AS (SELECT TOP (5) * FROM dbo.t) UPDATE c SET a += 1 OUTPUT inserted.a INTO @x FROM c JOIN d ON 1 = 1; MERGE t USING u ON 1 = 1 WHEN NOT MATCHED THEN INSERT (a) VALUES (1);",
        "IF NOT EXISTS (SELECT 1 FROM t) BEGIN TRY EXEC(N'DROP TABLE ''x''') END TRY BEGIN CATCH THROW; END CATCH ELSE WHILE @i < 5 SET @i += 1;",
        "SET QUOTED_IDENTIFIER OFF\nGO\nEXEC sp_executesql N'ALTER TABLE t DROP CONSTRAINT a, COLUMN b'\nGO 5\nEXEC sp_rename N'[a].[b]', 'c', 'COLUMN'\n",
        "CREATE OR ALTER TRIGGER t ON a AFTER UPDATE AS BEGIN UPDATE b SET c = CASE 1 WHEN 2 THEN 3 END; DELETE e FROM e, f; END\nGO\nDROP INDEX i ON t, t.j; ALTER INDEX ALL ON t REBUILD;",
    ],
        ["(", ")", "[", "]", ",", ";", ".", "'", "N'", "\"", "--", "/*", "*/", "\n", "\nGO\n", "\nGO 2\n", "NOT", "NULL", "DEFAULT", "CONSTRAINT", "AS", "WITH", "ON", "BEGIN", "END", "EXEC(", "@", "#", "\0", "\uD800", "é"]);

    [TestMethod]
    public void Mutated_statements_never_throw_and_keep_their_places_inside()
    {
        var random = new Random(20261121);
        for (var round = 0; round < 100_000; round++)
            RecognizerFuzz.CheckPlaces(SqlServerRecognizer.Instance, Fuzz.Mutate(random));
    }

    [TestMethod]
    public void Mutated_chains_never_break_the_rules() => Fuzz.CheckChain("MB33", SqlServerRecognizer.Instance);

    // A parser that calls itself for each of these ends the process where the stack does.
    [TestMethod]
    [DataRow("SELECT ", "(", "1", ")")]
    [DataRow("SELECT ", "CASE WHEN 1 = 1 THEN ", "1", " END")]
    [DataRow("", "BEGIN ", "SELECT 1", " END")]
    [DataRow("SELECT * FROM ", "(SELECT * FROM ", "t", ") x")]
    [DataRow("SELECT 1 WHERE ", "EXISTS (SELECT 1 WHERE ", "1 = 1", ")")]
    [DataRow("SELECT ", "f(", "1", ")")]
    [DataRow("", "IF 1 = 1 ", "SELECT 1", "")]
    [DataRow("", "IF 1 = 1 SELECT 1 ELSE ", "SELECT 1", "")]
    [DataRow("SELECT 1", " UNION SELECT 1", "", "")]
    [DataRow("SELECT ", "- ", "1", "")]
    public void Deep_statements_are_read_or_not_understood(string start, string open, string middle, string close)
    {
        foreach (var depth in new[] { 90, 900, 3_500, 10_000 })
        {
            var text = start + Repeat(open, depth) + middle + Repeat(close, depth);
            var watch = Stopwatch.StartNew();

            Assert.IsNotEmpty(SqlServerRecognizer.Instance.Recognize(text));
            // The same as a text that is run.
            Assert.IsNotEmpty(SqlServerRecognizer.Instance.Recognize($"EXEC('{text}')"));
            Assert.IsLessThan(TimeSpan.FromSeconds(20), watch.Elapsed);
        }
    }

    [TestMethod]
    public void Deeper_than_any_stack_is_told_as_not_understood()
    {
        var only = SqlServerRecognizer.Instance.Recognize("SELECT " + Repeat("(", 100_000)).Single();

        Assert.IsTrue(only is UnrecognizedStatement { Fault: null }, only.ToString());
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}

using System.Diagnostics;
using MigrationBuild.Sql.Sqlite;

namespace MigrationBuild.Tests.Sql.Sqlite;

/// <summary>Whatever the text: no exception, no hang, every offset inside.</summary>
[TestClass]
public sealed class RecognizerPropertyTests
{
    private static readonly RecognizerFuzz Fuzz = new("sqlite",
    [
        "CREATE TEMP TABLE IF NOT EXISTS main.[a b] ('id' INTEGER PRIMARY KEY DESC ON CONFLICT ABORT AUTOINCREMENT, b, c VARCHAR(5) DEFAULT (1) COLLATE NOCASE AS (b), CHECK (b) UNIQUE (b, c)) STRICT, WITHOUT ROWID;",
        "CREATE VIRTUAL TABLE s USING fts5(a, content=''); CREATE TABLE x AS SELECT * FROM y; CREATE UNIQUE INDEX IF NOT EXISTS main.i ON t (a COLLATE NOCASE DESC, lower(b)) WHERE c;",
        "CREATE TRIGGER IF NOT EXISTS t AFTER UPDATE OF a ON b WHEN 1 BEGIN UPDATE c SET d = CASE 1 WHEN 2 THEN 3 END; DELETE FROM e; END;",
        "WITH RECURSIVE a(b) AS (SELECT 1) INSERT OR IGNORE INTO c (d) SELECT b, 'x', a.b y FROM a LEFT JOIN b ON 1 WHERE 1; REPLACE INTO x VALUES (1), (2);",
        "UPDATE OR ROLLBACK main.a INDEXED BY i SET (b, c) = (1, 2), d = x'00' FROM e LIMIT 5; PRAGMA main.user_version = -5; PRAGMA table_info('x'); VACUUM INTO 'y';",
    ],
        ["(", ")", "[", "]", ",", ";", ".", "'", "\"", "`", "x'", "--", "/*", "*/", "\n", "NOT", "NULL", "DEFAULT", "CONSTRAINT", "AS", "INDEX", "ON", "BEGIN", "END", "\uD800", "é"]);

    [TestMethod]
    public void Mutated_statements_never_throw_and_keep_their_places_inside()
    {
        var random = new Random(20261121);
        for (var round = 0; round < 100_000; round++)
            RecognizerFuzz.CheckPlaces(SqliteRecognizer.Instance, Fuzz.Mutate(random));
    }

    [TestMethod]
    public void Mutated_chains_never_break_the_rules() => Fuzz.CheckChain("MB32");

    [TestMethod]
    public void Brackets_without_end_take_no_time_to_speak_of()
    {
        var text = "CREATE TABLE a (" + new string('(', 100_000) + "; ALTER TABLE a " + string.Concat(Enumerable.Repeat("ADD b int DEFAULT (", 20_000));
        var watch = Stopwatch.StartNew();

        SqliteRecognizer.Instance.Recognize(text);

        Assert.IsLessThan(TimeSpan.FromSeconds(10), watch.Elapsed);
    }
}

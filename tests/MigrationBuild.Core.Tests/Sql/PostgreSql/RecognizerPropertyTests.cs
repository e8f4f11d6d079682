using System.Diagnostics;
using MigrationBuild.Sql.PostgreSql;

namespace MigrationBuild.Tests.Sql.PostgreSql;

/// <summary>Whatever the text: no exception, no hang, every offset inside.</summary>
[TestClass]
public sealed class RecognizerPropertyTests
{
    private static readonly RecognizerFuzz Fuzz = new("postgresql",
    [
        "CREATE TABLE a.b (x double precision[] DEFAULT ARRAY[1, 2]::float8[], \"Y\" \"char\" COLLATE \"C\" CHECK (\"Y\" <> ''), EXCLUDE USING gist (x WITH =)) PARTITION BY LIST (x);",
        "DO LANGUAGE plpgsql $x$ <<l>> DECLARE a int := 1; BEGIN FOR r IN SELECT 1 LOOP EXECUTE 'DROP TABLE z'; END LOOP; EXCEPTION WHEN others THEN a[1] := 2; END l $x$;",
        "WITH a AS (SELECT 1) INSERT INTO b (c) SELECT * FROM a; SELECT x.* INTO TEMP y FROM z; COPY a (b) FROM '/tmp/x';",
        "ALTER TABLE ONLY a.b ALTER c TYPE timestamp(3) with time zone USING c::timestamptz, ADD d interval year to month DEFAULT '1' NOT NULL, VALIDATE CONSTRAINT e;",
        "VACUUM (FULL true, ANALYZE) a, b (c); REINDEX (VERBOSE) TABLE CONCURRENTLY x; LOCK a, b IN ACCESS SHARE MODE NOWAIT; SET LOCAL a.b TO 'c', 'd';",
    ],
        ["(", ")", "[", "]", ",", ";", ".", "'", "\"", "$$", "$a$", "--", "/*", "*/", "\n", "::", "NOT", "NULL", "DEFAULT", "CONSTRAINT", "USING", "INDEX", "E'\\", "DO", "\uD800", "é"]);

    [TestMethod]
    public void Mutated_statements_never_throw_and_keep_their_places_inside()
    {
        var random = new Random(20261121);
        for (var round = 0; round < 100_000; round++)
            RecognizerFuzz.CheckPlaces(PostgreSqlRecognizer.Instance, Fuzz.Mutate(random));
    }

    [TestMethod]
    public void Mutated_chains_never_break_the_rules() => Fuzz.CheckChain("MB31");

    [TestMethod]
    public void Blocks_in_blocks_without_end_do_not_overflow()
    {
        var text = string.Concat(Enumerable.Range(0, 2_000).Select(i => $"DO $a{i}$ BEGIN EXECUTE $b{i}$ "));
        text += string.Concat(Enumerable.Range(0, 2_000).Reverse().Select(i => $" $b{i}$; END $a{i}$ "));
        var watch = Stopwatch.StartNew();

        Assert.HasCount(1, PostgreSqlRecognizer.Instance.Recognize(text));

        Assert.IsLessThan(TimeSpan.FromSeconds(10), watch.Elapsed);
    }

    [TestMethod]
    public void Brackets_without_end_take_no_time_to_speak_of()
    {
        var text = "CREATE TABLE a (" + new string('(', 100_000) + "; ALTER TABLE a " + string.Concat(Enumerable.Repeat("ADD b int DEFAULT (", 20_000));
        var watch = Stopwatch.StartNew();

        PostgreSqlRecognizer.Instance.Recognize(text);

        Assert.IsLessThan(TimeSpan.FromSeconds(10), watch.Elapsed);
    }
}

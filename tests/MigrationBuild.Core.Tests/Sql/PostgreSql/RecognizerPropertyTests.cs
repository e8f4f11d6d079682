using System.Diagnostics;
using System.Text;
using MigrationBuild.Chains;
using MigrationBuild.Compilation;
using MigrationBuild.Diagnostics;
using MigrationBuild.Rules;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;
using MigrationBuild.Sql.PostgreSql;

namespace MigrationBuild.Tests.Sql.PostgreSql;

/// <summary>Whatever the text: no exception, no hang, every offset inside.</summary>
[TestClass]
public sealed class RecognizerPropertyTests
{
    private static readonly string[] Statements =
    [
        .. RuleList.All.Where(r => r.Engines.Contains("postgresql")).SelectMany(r => r.Examples).SelectMany(e => e.Before.Append(e.Script)).Distinct(),
        "CREATE TABLE a.b (x double precision[] DEFAULT ARRAY[1, 2]::float8[], \"Y\" \"char\" COLLATE \"C\" CHECK (\"Y\" <> ''), EXCLUDE USING gist (x WITH =)) PARTITION BY LIST (x);",
        "DO LANGUAGE plpgsql $x$ <<l>> DECLARE a int := 1; BEGIN FOR r IN SELECT 1 LOOP EXECUTE 'DROP TABLE z'; END LOOP; EXCEPTION WHEN others THEN a[1] := 2; END l $x$;",
        "WITH a AS (SELECT 1) INSERT INTO b (c) SELECT * FROM a; SELECT x.* INTO TEMP y FROM z; COPY a (b) FROM '/tmp/x';",
        "ALTER TABLE ONLY a.b ALTER c TYPE timestamp(3) with time zone USING c::timestamptz, ADD d interval year to month DEFAULT '1' NOT NULL, VALIDATE CONSTRAINT e;",
        "VACUUM (FULL true, ANALYZE) a, b (c); REINDEX (VERBOSE) TABLE CONCURRENTLY x; LOCK a, b IN ACCESS SHARE MODE NOWAIT; SET LOCAL a.b TO 'c', 'd';",
    ];

    private static readonly string[] Pieces =
        ["(", ")", "[", "]", ",", ";", ".", "'", "\"", "$$", "$a$", "--", "/*", "*/", "\n", "::", "NOT", "NULL", "DEFAULT", "CONSTRAINT", "USING", "INDEX", "E'\\", "DO", "\uD800", "é"];

    [TestMethod]
    public void Mutated_statements_never_throw_and_keep_their_places_inside()
    {
        var random = new Random(20261121);
        for (var round = 0; round < 100_000; round++)
        {
            var text = Mutate(random);
            var previous = -1;
            foreach (var statement in PostgreSqlRecognizer.Instance.Recognize(text))
            {
                Assert.IsGreaterThan(previous, statement.Offset, text);
                previous = statement.Offset;
                foreach (var node in statement.WithNested().SelectMany(Nodes))
                    Assert.IsTrue(node.Offset >= statement.Offset && node.Offset < text.Length, $"{node} in {text}");
            }
        }
    }

    [TestMethod]
    public void Mutated_chains_never_break_the_rules()
    {
        var random = new Random(7);
        using var project = new TemporaryProject();
        for (var i = 1; i <= 300; i++)
            project.Add($"{i}_a.up.sql", $"SELECT 1;\n{Writable(Mutate(random))}").Add($"{i}_a.down.sql", "SELECT 1;\n");

        // Some are refused before the rules look at them; those are put out of the way.
        var request = ScriptFolder.Read(project.MigrationsFolder).ToRequest("postgresql") with { LockMode = LockMode.Update, ReleasedVersion = "none" };
        foreach (var bad in Compiler.Compile(request).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Location!.File).Distinct())
            File.WriteAllText(Path.Combine(project.Root, bad), "SELECT 1;\n");
        var result = Compiler.Compile(request);

        Assert.IsTrue(result.Succeeded, string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        Assert.IsTrue(result.Diagnostics.Any(d => d.Descriptor.Code.StartsWith("MB31", StringComparison.Ordinal)), "the rules found nothing at all");
    }

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

    // Half a character cannot be in a file.
    private static string Writable(string text) => text.Replace('\uD800', '?');

    private static IEnumerable<SqlNode> Nodes(Statement statement) => statement switch
    {
        AlterTable alter => alter.Actions.Prepend<SqlNode>(alter),
        AlterDomain alter => alter.Actions.Prepend<SqlNode>(alter),
        CreateTable table => [table, .. table.Columns, .. table.AllConstraints],
        _ => [statement],
    };

    private static string Mutate(Random random)
    {
        var text = new StringBuilder(Statements[random.Next(Statements.Length)]);
        for (var i = random.Next(6); i > 0 && text.Length > 0; i--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(4))
            {
                case 0:
                    text.Remove(at, Math.Min(text.Length - at, 1 + random.Next(12)));
                    break;
                case 1:
                    text.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 2:
                    text.Insert(at, " " + Pieces[random.Next(Pieces.Length)] + " ");
                    break;
                default:
                    text.Append(Statements[random.Next(Statements.Length)]);
                    break;
            }
        }
        return text.ToString();
    }
}

namespace MigrationBuild.Tool.Tests;

/// <summary>Kills the real tool at random moments: afterwards the database is exactly as before or as after, and the same command succeeds.</summary>
[TestClass]
public sealed class KillTests : ToolTests
{
    // Few: eng/faults.cs kills thousands.
    private const int Rounds = 3;

    private static readonly (string Up, string Down)[] Chain =
    [
        ("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT);\nINSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT i, printf('%060d', i) FROM n;", "DROP TABLE t;"),
        .. Enumerable.Range(2, 4).Select(i => (Up: $"CREATE TABLE t{i} AS SELECT id, x || {i} AS x FROM t;\nCREATE INDEX i{i} ON t{i} (x);", Down: $"DROP TABLE t{i};")),
    ];

    [TestMethod]
    [DataRow("delete", "apply"), DataRow("wal", "apply"), DataRow("delete", "rollback"), DataRow("wal", "restore")]
    public void KilledRunIsAllOrNothing(string journal, string verb)
    {
        var bundle = Bundle(Chain);
        Execute(Database, $"PRAGMA journal_mode={journal}");
        Run("apply", "-c", Database, "-b", bundle, "--to", "1").AssertExit(0);
        Run("snapshot", "create", "-c", Database, "--snapshot-dir", PathOf("low")).AssertExit(0);
        var low = State();
        Run("apply", "-c", Database, "-b", bundle).AssertExit(0);
        var high = State();
        string[] up = ["apply", "-c", Database, "-b", bundle];
        string[] down = verb == "restore"
            ? ["snapshot", "restore", Directory.GetFiles(PathOf("low"), "*.snapshot").Single(), "-c", Database, "--yes"]
            : ["rollback", "-c", Database, "-b", bundle, "--to", "1", "--yes"];
        var (command, other, from, to) = verb == "apply" ? (up, down, low, high) : (down, up, high, low);
        var whole = System.Diagnostics.Stopwatch.StartNew();
        Run(other).AssertExit(0);
        Assert.AreEqual(from, State());
        File.Copy(Database, PathOf("before.copy"));
        whole.Restart();
        Run(command).AssertExit(0);
        var longest = (int)whole.ElapsedMilliseconds;

        for (var round = 0; round < Rounds; round++)
        {
            File.Copy(PathOf("before.copy"), Database, overwrite: true);
            using (var process = Start(command))
            {
                Thread.Sleep(Random.Shared.Next(100, Math.Max(101, longest)));
                process.Kill();
                process.WaitForExit();
            }
            Run("status", "-c", Database, "-b", bundle).AssertExit(0);
            var state = State();
            Assert.IsTrue(state == from || state == to, $"neither before nor after: {state}");
            Assert.AreEqual("ok", Rows(Database, "PRAGMA integrity_check"));
            Run(command).AssertExit(0);
            Assert.AreEqual(to, State());
            Assert.AreEqual(journal, Rows(Database, "PRAGMA journal_mode"));
        }
        Assert.IsEmpty(Directory.GetFiles(Folder, "*-deploy.*"));
    }

    // Schema, rows and what the history adds up to.
    private string State()
    {
        var tables = Rows(Database, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('migration_history', 'sqlite_sequence') ORDER BY name").Split('\n');
        var history = Rows(Database,
            "SELECT version FROM migration_history AS h WHERE action IN ('up', 'down') AND id = (SELECT max(id) FROM migration_history WHERE version = h.version) AND action = 'up' ORDER BY version");
        return string.Join(';', tables.Select(t => $"{t}={Rows(Database, $"SELECT count(*), sum(length(x)), sum(id) FROM {t}")}")) + $" history {history.ReplaceLineEndings(",")}"
            + $" indexes {Rows(Database, "SELECT count(*) FROM sqlite_master WHERE type = 'index'")}";
    }
}

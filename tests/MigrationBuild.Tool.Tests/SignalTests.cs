using System.Diagnostics;
using MigrationBuild.PostgreSql.Scratch;

namespace MigrationBuild.Tool.Tests;

/// <summary>
/// Signals in the middle of the work on a PostgreSQL server: the tool stops, takes back what it began, and ends with 1; another signal does
/// not cut that off. Nothing is left: no lock, no session, no process, no file that is half made.
/// </summary>
[TestClass]
public sealed class SignalTests : PostgreSqlToolTests
{
    private static ScratchServer? _server;

    private string _connection = "";
    private string _name = "";

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        if (!OperatingSystem.IsWindows())
            _server = await StartServerAsync();
    }

    [ClassCleanup]
    public static async Task StopAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [TestInitialize]
    public async Task MakeDatabaseAsync()
    {
        if (_server is null)
            Assert.Inconclusive("this needs the signals of Unix");
        _name = $"shop{Guid.NewGuid():n}";
        _connection = await _server.CreateDatabaseAsync(_name);
    }

    [TestMethod]
    [DataRow("INT"), DataRow("TERM"), DataRow("HUP")]
    public void A_statement_that_runs_is_stopped_and_taken_back(string signal)
    {
        var bundle = PostgreSqlBundle(("CREATE TABLE t (id int);", "DROP TABLE t;"), ("CREATE TABLE u (id int); SELECT pg_sleep(300);", "DROP TABLE u;"));
        Run("apply", "-b", bundle, "-c", _connection, "--to", "1").AssertExit(0);
        var before = State();
        var run = StartGroup("apply", "-b", bundle, "-c", _connection, "--json");
        WaitUntilServer("query LIKE 'SELECT pg_sleep%'");

        Signals.SendToGroup(run.Id, signal);
        // However many more come.
        Signals.SendToGroup(run.Id, "INT");
        Signals.Send(run.Id, "TERM");

        var result = RequireTakenBack(run, before);
        Assert.AreEqual("MB6026", result.ErrorCode);
        // Which of several the process hears first is the system's choice.
        Assert.Contains(": stopping; what is not committed yet is taken back", result.Error);
        Assert.Contains(": already stopping", result.Error);
    }

    [TestMethod]
    public void A_run_that_waits_for_the_lock_of_another_stops_waiting()
    {
        var bundle = PostgreSqlBundle(("SELECT pg_sleep(300);", "SELECT 1;"));
        var before = State();
        var first = StartGroup("apply", "-b", bundle, "-c", _connection);
        WaitUntilServer("query LIKE 'SELECT pg_sleep%'");
        var second = StartGroup("apply", "-b", bundle, "-c", _connection, "--lock-timeout", "5m");
        WaitUntilServer("query LIKE '%pg_try_advisory_lock%' AND state = 'idle'");

        Signals.SendToGroup(second.Id, "INT");
        var stopped = Finish(second);
        stopped.AssertExit(1);
        Assert.Contains("MB6026", stopped.Error);
        Assert.IsFalse(first.HasExited, "the other one goes on");

        Signals.SendToGroup(first.Id, "TERM");
        RequireTakenBack(first, before);
    }

    [TestMethod]
    [DataRow("apply", "INT"), DataRow("create", "INT"), DataRow("create", "TERM")]
    public void A_dump_that_is_being_made_is_stopped_with_its_program(string verb, string signal)
    {
        var bundle = PostgreSqlBundle(("CREATE TABLE t (id int);", "DROP TABLE t;"), ("-- migrate:transaction none\nCREATE INDEX CONCURRENTLY i ON t (id);", "DROP INDEX i;"));
        Run("apply", "-b", bundle, "-c", _connection, "--to", "1").AssertExit(0);
        var before = State();
        using var blocker = new Npgsql.NpgsqlConnection(_connection);
        blocker.Open();
        using var held = blocker.BeginTransaction();
        using (var command = new Npgsql.NpgsqlCommand("LOCK TABLE t IN ACCESS EXCLUSIVE MODE", blocker, held))
            command.ExecuteNonQuery();
        var run = verb == "apply"
            ? StartGroup("apply", "-b", bundle, "-c", _connection, "--lock-timeout", "5m")
            : StartGroup("snapshot", "create", "--engine", "postgresql", "-c", _connection, "--lock-timeout", "5m");
        WaitUntilServer("query LIKE 'LOCK TABLE%ACCESS SHARE%' AND wait_event_type = 'Lock'");

        Signals.SendToGroup(run.Id, signal);
        var result = Finish(run);
        held.Rollback();
        result.AssertExit(1);
        Assert.Contains("MB6026", result.Error);
        RequireNothingLeft(before);
        Assert.IsEmpty(Directory.GetFiles(Folder, "*.snapshot*"));
    }

    [TestMethod]
    public void A_commit_on_its_way_is_waited_for_and_counts()
    {
        var bundle = PostgreSqlBundle((
            """
            CREATE TABLE t (id int);
            CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(3); RETURN NULL; END';
            CREATE CONSTRAINT TRIGGER late AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow();
            INSERT INTO t VALUES (1);
            """, "DROP TABLE t; DROP FUNCTION slow;"));
        var run = StartGroup("apply", "-b", bundle, "-c", _connection);
        WaitUntilServer("query = 'COMMIT' AND state = 'active'");

        Signals.SendToGroup(run.Id, "INT");
        Signals.SendToGroup(run.Id, "TERM");

        Finish(run).AssertExit(0);
        Assert.AreEqual("1", Ask(_connection, "SELECT count(*) FROM t"));
        Run("apply", "-b", bundle, "-c", _connection).AssertExit(0);
        Assert.AreEqual("1", Ask(_connection, "SELECT count(*) FROM migration_history WHERE action = 'up'"));
        RequireNothingLeft(State());
    }

    [TestMethod]
    public void The_snapshot_that_a_failed_run_restores_is_restored_whatever_comes()
    {
        var bundle = SlowToRestore(("-- migrate:transaction none\nCREATE INDEX CONCURRENTLY i ON t (id);", "DROP INDEX i;"), ("SELECT 1 / 0;", "SELECT 1;"));
        var before = State();
        var run = StartGroup("apply", "-b", bundle, "-c", _connection);
        WaitUntilServer("query LIKE 'CREATE INDEX%slow%'", others: true);

        // A terminal's, a service manager's that goes to every process, and an impatient person's.
        Signals.SendToGroup(run.Id, "INT");
        foreach (var program in Signals.Processes($"dbname='{_name}_mb_new_"))
            Signals.Send(program, "TERM");
        Signals.SendToGroup(run.Id, "INT");

        var result = RequireTakenBack(run, before);
        Assert.Contains("snapshot restored", result.Error);
    }

    [TestMethod]
    [DataRow("INT"), DataRow("TERM")]
    public void A_restore_that_a_person_asked_for_is_stopped_and_leaves_the_database(string signal)
    {
        SlowToRestore();
        var name = Run("snapshot", "create", "--engine", "postgresql", "-c", _connection, "--json").Json.GetProperty("name").GetString()!;
        Ask(_connection, "INSERT INTO t VALUES (7) RETURNING id");
        var before = State();
        var run = StartGroup("snapshot", "restore", name, "--yes", "--engine", "postgresql", "-c", _connection);
        WaitUntilServer("query LIKE 'CREATE INDEX%slow%'", others: true);

        Signals.SendToGroup(run.Id, signal);

        RequireTakenBack(run, before);
    }

    [TestMethod]
    public void A_rollback_is_taken_back_too()
    {
        var bundle = PostgreSqlBundle(("CREATE TABLE t (id int);", "DROP TABLE t; SELECT pg_sleep(300);"));
        Run("apply", "-b", bundle, "-c", _connection).AssertExit(0);
        var before = State();
        var run = StartGroup("rollback", "-b", bundle, "-c", _connection, "--to", "base", "--yes");
        WaitUntilServer("query LIKE '%pg_sleep(300)%'");

        Signals.SendToGroup(run.Id, "HUP");

        RequireTakenBack(run, before);
    }

    [TestMethod]
    public void A_hangup_that_is_ignored_stays_ignored()
    {
        var bundle = PostgreSqlBundle(("CREATE TABLE t (id int); SELECT pg_sleep(2);", "DROP TABLE t;"));
        var run = StartShell("trap '' HUP; exec \"$@\"", "apply", "-b", bundle, "-c", _connection);
        WaitUntilServer("query LIKE '%pg_sleep(2)%'");

        Signals.SendToGroup(run.Id, "HUP");

        Finish(run).AssertExit(0);
        Assert.AreEqual("0", Ask(_connection, "SELECT count(*) FROM t"));
    }

    [TestMethod]
    [DataRow("INT"), DataRow("TERM")]
    public void A_proof_is_stopped_and_its_server_is_gone(string signal)
    {
        Directory.CreateDirectory(PathOf("Migrations"));
        File.WriteAllText(PathOf("Migrations/0001_a.up.sql"), "SELECT pg_sleep(300);\n");
        File.WriteAllText(PathOf("Migrations/0001_a.down.sql"), "SELECT 1;\n");
        var run = StartGroup("check", "--engine", "postgresql", "Migrations");
        var folder = "";
        Signals.WaitUntil(() => (folder = ServerFolderBelow(run.Id)).Length > 0 && File.Exists(Path.Combine(folder, "data", "postmaster.pid")), "the server of the proof");
        Signals.WaitUntil(() => File.ReadAllLines(Path.Combine(folder, "data", "postmaster.pid")) is { Length: >= 8 } lines && lines[7].Trim() == "ready", "the server is up");

        Signals.SendToGroup(run.Id, signal);
        Signals.SendToGroup(run.Id, signal);

        var result = Finish(run);
        result.AssertExit(1);
        Assert.Contains("MB6026", result.Error);
        Signals.WaitUntil(() => !Directory.Exists(folder) && Signals.Processes(folder).Count == 0, "the server is gone");
    }

    // The shell that owns the server has its folder among its arguments, and is a child of the tool.
    private static string ServerFolderBelow(int tool)
    {
        foreach (var process in Signals.Processes("watchdog\0/"))
        {
            try
            {
                var stat = File.ReadAllText($"/proc/{process}/stat");
                var arguments = File.ReadAllText($"/proc/{process}/cmdline").Split('\0');
                if (stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1] == $"{tool}")
                    return arguments[Array.IndexOf(arguments, "watchdog") + 1];
            }
            catch (IOException)
            {
                // it has ended meanwhile
            }
        }
        return "";
    }

    /// <summary>A table with an index that takes two seconds to build; applied as the first migration of the chain.</summary>
    private string SlowToRestore(params (string Up, string Down)[] then)
    {
        var bundle = PostgreSqlBundle([(
            """
            CREATE TABLE t (id int);
            CREATE FUNCTION slow(x int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(2); RETURN x; END';
            CREATE INDEX slow_i ON t (slow(id));
            INSERT INTO t VALUES (1);
            """, "DROP TABLE t; DROP FUNCTION slow;"), .. then]);
        Run("apply", "-b", bundle, "-c", _connection, "--to", "1").AssertExit(0);
        return bundle;
    }

    /// <summary>A process group of its own, as a terminal makes one for each command.</summary>
    private Process StartGroup(params string[] arguments) => StartShell("exec \"$@\"", arguments);

    private Process StartShell(string script, params string[] arguments) => Start("setsid", ["sh", "-c", script, "sh", .. ToolCommand, .. arguments]);

    private ToolResult RequireTakenBack(Process run, string before)
    {
        var result = Finish(run);
        result.AssertExit(1);
        RequireNothingLeft(before);
        return result;
    }

    private void RequireNothingLeft(string state)
    {
        Assert.AreEqual(state, State());
        Signals.WaitUntil(() => Ask(_server!.ConnectionString(), $"SELECT count(*) FROM pg_stat_activity WHERE datname LIKE '{_name}%' AND application_name LIKE '%migrationbuild%'") == "0", "no session of the tool");
        Assert.AreEqual("0", Ask(_server!.ConnectionString(), $"SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE d.datname LIKE '{_name}%' AND locktype = 'advisory'"));
        Assert.AreEqual("1", Ask(_server!.ConnectionString(), $"SELECT count(*) FROM pg_database WHERE datname LIKE '{_name}%'"), "no copy that is half made");
        Assert.IsEmpty(Directory.GetFiles(Folder, "*.partial*"));
        Assert.IsEmpty(Signals.Processes($"dbname='{_name}"), "no program that goes on");
    }

    private string State() => Ask(_connection,
        """
        SELECT (SELECT coalesce(string_agg(relname, ',' ORDER BY relname), '') FROM pg_class WHERE relnamespace = 'public'::regnamespace)
            || ' ' || CASE WHEN to_regclass('public.migration_history') IS NULL THEN '' ELSE (xpath('/row/c/text()', query_to_xml('SELECT max(id) AS c FROM public.migration_history WHERE action IN (''up'', ''down'')', false, true, '')))[1]::text END
            || ' ' || CASE WHEN to_regclass('public.t') IS NULL THEN '' ELSE (xpath('/row/c/text()', query_to_xml('SELECT count(*) AS c FROM public.t', false, true, '')))[1]::text END
        """);

    private void WaitUntilServer(string condition, bool others = false) => Signals.WaitUntil(
        () => Ask(_server!.ConnectionString(), $"SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname LIKE '{_name}{(others ? "_mb_new_%" : "%")}' AND pid <> pg_backend_pid() AND {condition})") == "True", condition);
}

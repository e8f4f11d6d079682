using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Deployment;
using MigrationBuild.Deployment.Journal;
using MigrationBuild.Deployment.Undoing;
using MigrationBuild.Scripts;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>An index that is built outside a transaction, on a database that is at work: what it leaves is settled without a snapshot and without a person.</summary>
[TestClass]
public sealed class OutsideStepTests : PostgreSqlTests
{
    private const string State = "SELECT string_agg(c.relname || CASE WHEN x.indisvalid THEN '' ELSE ' INVALID' END, ',' ORDER BY 1) FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid WHERE x.indrelid = 't'::regclass";

    private readonly Bundle _bundle = Chain("CREATE UNIQUE INDEX CONCURRENTLY t_a ON t (a);");

    private TempFolder Folder { get; } = new();

    [TestCleanup]
    public void DeleteFolder() => Folder.Dispose();

    [TestMethod]
    public async Task One_that_is_refused_leaves_nothing_although_others_write()
    {
        await PrepareAsync(duplicate: true);
        await using var other = await OpenAsync();
        var observer = new Silence(onRollingBack: _ => RunAsync(other, "INSERT INTO busy VALUES (1);").GetAwaiter().GetResult());

        var report = await DeployAsync(_bundle, observer: observer);

        Assert.AreEqual(Diagnostics.ExitCode.Failed, report.ExitCode, string.Join('\n', report.Diagnostics));
        Assert.Contains("could not create unique index", report.Diagnostics[0].Message);
        Assert.IsTrue(report.WayBack.Single(r => r.Rung == Rung.Recovery).Succeeded);
        Assert.IsFalse(report.WayBack.Any(r => r.Rung == Rung.Snapshot), "nothing that others wrote was at stake");
        Assert.IsNull(await other.ScalarAsync(State, Cancellation));
        Assert.IsNull(OpenRun.Find(await other.ReadHistoryAsync(Cancellation)));
    }

    [TestMethod]
    public async Task One_that_is_refused_after_others_are_in_effect_leaves_those_to_their_down_scripts()
    {
        await PrepareAsync(duplicate: true);
        var bundle = await ProveAsync(Chain("CREATE UNIQUE INDEX CONCURRENTLY t_a ON t (a);", before: "CREATE TABLE first (a int);"));
        var report = await DeployAsync(bundle, SnapshotPolicy.Never);
        Assert.AreEqual(Diagnostics.ExitCode.Failed, report.ExitCode, string.Join('\n', report.Diagnostics));
        await using var database = await OpenAsync();
        Assert.IsNull(await database.ScalarAsync(State, Cancellation));
        Assert.AreEqual("0", await database.ScalarAsync("SELECT count(*) FROM pg_tables WHERE tablename = 'first'", Cancellation));
    }

    [TestMethod]
    [DataRow(true), DataRow(false)]
    public async Task One_that_a_dead_run_left_invalid_is_dropped_and_built_again(bool isProven)
    {
        await PrepareAsync(duplicate: false);
        var bundle = isProven ? await ProveAsync(_bundle) : _bundle;
        await DieAsync(bundle, afterwards: false);
        await using var database = await OpenAsync();
        // The driver itself drops what a failed attempt leaves; this is what a server that dies in the middle leaves.
        await RunAsync(database, "CREATE UNIQUE INDEX t_a ON t (a); UPDATE pg_index SET indisvalid = false WHERE indexrelid = 't_a'::regclass;");
        Assert.AreEqual("t_a INVALID", await database.ScalarAsync(State, Cancellation));

        var report = await DeployAsync(bundle);

        Assert.AreEqual(RunOutcome.Applied, report.Outcome, string.Join('\n', report.Diagnostics));
        Assert.AreEqual("t_a", await database.ScalarAsync(State, Cancellation));
    }

    [TestMethod]
    public async Task One_that_a_dead_run_had_finished_is_recorded_and_not_built_again()
    {
        await PrepareAsync(duplicate: false);
        var bundle = await ProveAsync(_bundle);
        await DieAsync(bundle, afterwards: true);

        var report = await DeployAsync(bundle);

        Assert.AreEqual(RunOutcome.UpToDate, report.Outcome, string.Join('\n', report.Diagnostics));
        await using var database = await OpenAsync();
        Assert.AreEqual("t_a", await database.ScalarAsync(State, Cancellation));
        Assert.AreEqual("upstarted, up", string.Join(", ", (await database.ReadHistoryAsync(Cancellation))!.Where(r => r.Version == "0002" && !r.Action.IsOfRun() && r.Action != HistoryAction.Stamp).Select(r => r.Action.ToString().ToLowerInvariant())));
    }

    private async Task PrepareAsync(bool duplicate)
    {
        Assert.AreEqual(RunOutcome.Applied, (await DeployAsync(_bundle, target: "0001")).Outcome);
        await using var database = await OpenAsync();
        await RunAsync(database, duplicate ? "INSERT INTO t VALUES (1), (1);" : "INSERT INTO t VALUES (1);");
    }

    private async Task DieAsync(Bundle bundle, bool afterwards)
    {
        await using var inner = await OpenAsync();
        var report = await new Deployer(DyingDatabase.Around(inner, nameof(IDatabase.ExecuteAsync), 1, afterwards), bundle, Options(), Silence.Instance).RunAsync(Direction.Up, "head", Cancellation);
        Assert.AreEqual(Diagnostics.ExitCode.NeedsPerson, report.ExitCode, "a dead process reports nothing; this one says that it could do nothing");
    }

    private async Task<Bundle> ProveAsync(Bundle bundle)
    {
        await using var place = await TestDatabase.CreateAsync();
        await using var scratch = await OpenAsync(connection: place.ConnectionString);
        return bundle.With(await TestProof.MakeAsync(scratch, bundle.Chain, Cancellation));
    }

    private async Task<RunReport> DeployAsync(Bundle bundle, SnapshotPolicy snapshots = SnapshotPolicy.Auto, Silence? observer = null, string target = "head")
    {
        await using var database = await OpenAsync();
        return await new Deployer(database, bundle, Options() with { Snapshots = snapshots }, observer ?? Silence.Instance).RunAsync(Direction.Up, target, Cancellation);
    }

    private DeploymentOptions Options() => new() { LockTimeout = Long, SnapshotDirectory = Folder.File("snapshots"), ToolVersion = "0.1.0", Owner = "test@here" };

    private static Bundle Chain(string index, string? before = null)
    {
        var migrations = new List<Migration> { Migration(1, "CREATE TABLE t (a int); CREATE TABLE busy (a int);", "DROP TABLE busy; DROP TABLE t;") };
        if (before is not null)
            migrations.Add(Migration(2, before, "DROP TABLE first;"));
        var last = Migration(migrations.Count + 1, index, "DROP INDEX t_a;");
        migrations.Add(last with { Up = last.Up with { Transactional = false } });
        return BundleReader.Read(BundleWriter.Write(new MigrationChain { Engine = "postgresql", Migrations = migrations }, "0.1.0"), "test");
    }

    private static Migration Migration(int number, string up, string down) => new()
    {
        Version = MigrationVersion.Parse($"{number:D4}"),
        Name = "step",
        Up = Script(up) with { File = $"{number:D4}_step.up.sql" },
        Down = Script(down) with { File = $"{number:D4}_step.down.sql" },
        ChainHash = TextHash.Of($"{number}"),
    };
}

using MigrationBuild.Bundles;
using MigrationBuild.Deployment;
using MigrationBuild.Deployment.Drift;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Drivers.Tests.Drift;

/// <summary>On a sample shop: each change by hand is found, and nothing is found where nobody changed anything.</summary>
public abstract class DriftTests
{
    public TestContext TestContext { get; set; } = null!;

    protected CancellationToken Cancellation => TestContext.CancellationTokenSource.Token;

    protected TempFolder Folder { get; } = new();

    protected abstract IDriver Driver { get; }

    protected abstract string ConnectionString { get; }

    /// <summary>Changes of the shop at its head that a person may make, each with a piece of the difference that must be told.</summary>
    protected abstract IReadOnlyList<(string Name, string Sql, string Line)> Changes { get; }

    /// <summary>The sample with its proof.</summary>
    protected abstract Task<Bundle> ReadBundleAsync();

    [TestMethod]
    public async Task Each_change_by_hand_is_found()
    {
        var bundle = await ReadBundleAsync();
        await DeployAsync(bundle, Direction.Up, "head");
        var missed = new List<string>();
        await using var database = await OpenAsync();
        foreach (var (name, sql, line) in Changes)
        {
            await database.BeginAsync(Cancellation);
            await database.ExecuteAsync(new MigrationScript { File = name, Text = sql, Hash = "" }, Cancellation);
            var drift = await FindAsync(database, bundle);
            await database.RollbackAsync();
            if (!drift.Lines.Any(l => l.Contains(line, StringComparison.Ordinal)))
                missed.Add($"{name}: expected '{line}', found '{string.Join("; ", drift.Lines)}'");
        }
        Assert.AreEqual("", string.Join('\n', missed));
        Assert.IsGreaterThanOrEqualTo(20, Changes.Count);
        Assert.AreEqual("", string.Join('\n', (await FindAsync(database, bundle)).Lines), "after all were taken back");
    }

    [TestMethod]
    public async Task Nothing_is_found_after_each_step_up_and_down_and_up_again()
    {
        var bundle = await ReadBundleAsync();
        await AssertUntouchedAsync(bundle, "before the first step");
        foreach (var (direction, target) in new[] { (Direction.Up, "+1"), (Direction.Down, "-1"), (Direction.Up, "+1") })
        {
            for (var n = 0; n < bundle.Chain.Migrations.Count; n++)
            {
                await DeployAsync(bundle, direction, target);
                await AssertUntouchedAsync(bundle, $"{direction} {n + 1}");
            }
        }
        await DeployAsync(bundle, Direction.Down, $"-{bundle.Chain.Migrations.Count / 2}");
        await AssertUntouchedAsync(bundle, "after half of the way back");
    }

    [TestMethod]
    public async Task Nothing_is_found_after_a_Restore()
    {
        var bundle = await ReadBundleAsync();
        await DeployAsync(bundle, Direction.Up, "9");
        var snapshot = (await DeployAsync(bundle, Direction.Up, "head", SnapshotPolicy.Always)).Snapshot!;
        await using (var database = await OpenAsync())
            await new SnapshotKeeper(database, Driver.Engine, Options(SnapshotPolicy.Auto), Silence.Instance).RestoreAsync(snapshot, Cancellation);
        await AssertUntouchedAsync(bundle, "after the restore");
        await DeployAsync(bundle, Direction.Up, "head");
        await AssertUntouchedAsync(bundle, "after the way up again");
    }

    protected async Task<RunReport> DeployAsync(Bundle bundle, Direction direction, string target, SnapshotPolicy snapshots = SnapshotPolicy.Auto)
    {
        await using var database = await OpenAsync();
        var report = await new Deployer(database, bundle, Options(snapshots), Silence.Instance).RunAsync(direction, target, Cancellation);
        Assert.AreEqual(ExitCode.Done, report.ExitCode, string.Join('\n', report.Diagnostics));
        return report;
    }

    protected async Task AssertUntouchedAsync(Bundle bundle, string when)
    {
        await using var database = await OpenAsync(readOnly: true);
        Assert.AreEqual("", string.Join('\n', (await FindAsync(database, bundle)).Lines), when);
    }

    protected async Task<SchemaDrift> FindAsync(IDatabase database, Bundle bundle)
    {
        var position = await PositionReader.ReadAsync(database, bundle, Cancellation);
        Assert.IsEmpty(position.Problems);
        var drift = await new SchemaGuard(database, bundle, position, _ => { }).FindAsync(Cancellation);
        Assert.IsNotNull(drift, "nothing was compared");
        Assert.IsNull(drift.WhyUncertain);
        return drift;
    }

    protected Task<IDatabase> OpenAsync(bool readOnly = false, string? connectionString = null) =>
        Driver.OpenAsync(new ConnectionRequest(connectionString ?? ConnectionString, readOnly, TimeSpan.FromMinutes(1)), Cancellation);

    private DeploymentOptions Options(SnapshotPolicy snapshots) => new()
    {
        LockTimeout = TimeSpan.FromMinutes(1),
        SnapshotDirectory = Folder.File("snapshots"),
        Snapshots = snapshots,
        ToolVersion = "0.1.0",
        Owner = "test@here",
    };
}

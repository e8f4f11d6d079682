using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;
using MigrationBuild.Sqlite;

namespace MigrationBuild.Drivers.Tests.Sqlite;

/// <summary>SQLite checks foreign keys at the end of a run: what the run broke fails it, what was broken before does not.</summary>
[TestClass]
public sealed class ForeignKeyDeploymentTests : IDisposable
{
    private const string Tables =
        "CREATE TABLE parent (id INTEGER PRIMARY KEY);\nCREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parent (id));\n"
        + "INSERT INTO parent VALUES (1), (2);\nINSERT INTO child VALUES (10, 1);\n";

    private readonly TempFolder _folder = new();

    public TestContext TestContext { get; set; } = null!;

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task RunThatLeavesAnOrphanIsTakenBack()
    {
        var report = await DeployAsync(Tables, "DELETE FROM parent WHERE id = 1;\n");
        Assert.AreEqual(ExitCode.Failed, report.ExitCode);
        Assert.AreEqual(Descriptors.ForeignKeyViolation, report.Diagnostics[0].Descriptor);
        Assert.Contains("child", report.Diagnostics[0].Message);
        Assert.AreEqual("", SqliteFile.Scalar(_folder.File("shop.db"), "SELECT name FROM sqlite_master"));
    }

    [TestMethod]
    public async Task OrphanOfBeforeTheRunIsNotItsFault()
    {
        SqliteFile.Run(_folder.File("shop.db"), Tables + "PRAGMA foreign_keys = OFF; INSERT INTO child VALUES (11, 99);");
        await StampAsync();
        var report = await DeployAsync(Tables, "INSERT INTO parent VALUES (3);\n");
        Assert.AreEqual(RunOutcome.Applied, report.Outcome, string.Join('\n', report.Diagnostics));
    }

    private async Task StampAsync()
    {
        await using var database = await OpenAsync();
        await new Deployer(database, Bundle(Tables, "INSERT INTO parent VALUES (3);\n"), Options(), Silence.Instance).StampAsync("1", null, TestContext.CancellationToken);
    }

    private async Task<RunReport> DeployAsync(params string[] scripts)
    {
        await using var database = await OpenAsync();
        return await new Deployer(database, Bundle(scripts), Options(), Silence.Instance).RunAsync(Direction.Up, "head", TestContext.CancellationToken);
    }

    private Task<IDatabase> OpenAsync() =>
        new SqliteDriver().OpenAsync(new ConnectionRequest(_folder.File("shop.db"), false, TimeSpan.FromSeconds(20)), TestContext.CancellationToken);

    private DeploymentOptions Options() => new() { SnapshotDirectory = _folder.Path, ToolVersion = "0.1.0", Owner = "test@here" };

    private static Bundle Bundle(params string[] scripts) => BundleReader.Read(BundleWriter.Write(new MigrationChain
    {
        Engine = "sqlite",
        Migrations = [.. scripts.Select((text, i) => new Migration
        {
            Version = MigrationVersion.Parse($"{i + 1:D4}"),
            Name = "step",
            Up = new MigrationScript { File = $"Migrations/{i + 1:D4}_step.up.sql", Text = text, Hash = TextHash.Of(text) },
            ChainHash = TextHash.Of(text),
        })],
    }, "0.1.0"), "test");
}

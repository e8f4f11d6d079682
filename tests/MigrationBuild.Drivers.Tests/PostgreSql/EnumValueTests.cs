using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Deployment;
using MigrationBuild.Scripts;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>A new value of an enum, which nobody may use before COMMIT: a run is one transaction.</summary>
[TestClass]
public sealed class EnumValueTests : PostgreSqlTests
{
    private const string Made = "CREATE TYPE mood AS ENUM ('calm');";
    private const string Added = "ALTER TYPE mood ADD VALUE 'glad';";
    private const string Used = "CREATE TABLE days (mood mood NOT NULL DEFAULT 'glad');";

    private TempFolder Folder { get; } = new();

    [TestCleanup]
    public void DeleteFolder() => Folder.Dispose();

    [TestMethod]
    public async Task Use_in_the_run_that_adds_it_makes_it_two_transactions()
    {
        var bundle = Bundle(Made, Added, "CREATE TABLE other (a int);", Used, "SELECT 1;");
        await using var database = await OpenAsync();

        Assert.AreEqual("3 2", string.Join(' ', database.Split([.. bundle.Chain.Migrations.Select(m => m.Up)]).Sizes));
        Assert.AreEqual(RunOutcome.Applied, (await DeployAsync(bundle, Direction.Up, "head")).Outcome);
    }

    [TestMethod]
    public async Task Use_in_the_down_run_that_adds_it_makes_it_two_transactions()
    {
        var bundle = Bundle((Made, "SELECT 1;"), ("CREATE TABLE days (mood text);", Used.Replace("days", "nights")), ("SELECT 1;", Added));
        await DeployAsync(bundle, Direction.Up, "head");

        Assert.AreEqual(RunOutcome.RolledBack, (await DeployAsync(bundle, Direction.Down, "base")).Outcome);
    }

    [TestMethod]
    public async Task Use_that_nobody_can_see_in_the_script_names_the_two_runs_that_work()
    {
        var bundle = Bundle(Made, Added, "CREATE TABLE days (mood mood);", "INSERT INTO days VALUES (('gl' || 'ad')::mood);");

        var refused = await DeployAsync(bundle, Direction.Up, "head");

        Assert.AreEqual(RunOutcome.Failed, refused.Outcome);
        Assert.Contains("this run is one transaction, so make it two: `migrationbuild apply --to 0003`, then the same again", refused.Diagnostics[0].Message);
        Assert.AreEqual(RunOutcome.Applied, (await DeployAsync(bundle, Direction.Up, "0003")).Outcome);
        Assert.AreEqual(RunOutcome.Applied, (await DeployAsync(bundle, Direction.Up, "head")).Outcome);
    }

    [TestMethod]
    public async Task Use_in_the_script_that_adds_it_asks_for_two_migrations()
    {
        var bundle = Bundle(Made, $"{Added}\n{Used}");
        Assert.AreEqual(RunOutcome.Applied, (await DeployAsync(bundle, Direction.Up, "0001")).Outcome);

        var refused = await DeployAsync(bundle, Direction.Up, "head");

        Assert.AreEqual(RunOutcome.Failed, refused.Outcome);
        Assert.Contains("put ALTER TYPE … ADD VALUE into a migration of its own, before this one", refused.Diagnostics[0].Message);
        Assert.AreEqual(2, refused.Diagnostics[0].Location!.Line);
    }

    private async Task<RunReport> DeployAsync(Bundle bundle, Direction direction, string target)
    {
        await using var database = await OpenAsync();
        var options = new DeploymentOptions { LockTimeout = Long, SnapshotDirectory = Folder.File("snapshots"), ToolVersion = "0.1.0", Owner = "test@here" };
        return await new Deployer(database, bundle, options, Silence.Instance).RunAsync(direction, target, Cancellation);
    }

    private static Bundle Bundle(params string[] ups) => Bundle([.. ups.Select(up => (up, "SELECT 1;"))]);

    private static Bundle Bundle(params (string Up, string Down)[] steps) => BundleReader.Read(BundleWriter.Write(new MigrationChain
    {
        Engine = "postgresql",
        Migrations =
        [
            .. steps.Select((step, i) => new Migration
            {
                Version = MigrationVersion.Parse($"{i + 1:D4}"),
                Parent = i == 0 ? null : MigrationVersion.Parse($"{i:D4}"),
                Name = "moods",
                Up = Script(step.Up),
                Down = Script(step.Down),
                ChainHash = TextHash.Of($"{i}"),
            }),
        ],
    }, "0.1.0"), "test");
}

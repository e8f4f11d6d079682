using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.Sqlite;
using MigrationBuild.Sqlite.Scratch;

namespace MigrationBuild.Drivers.Tests.Sqlite;

/// <summary>The suite of all drivers on SQLite.</summary>
[TestClass]
public sealed class SqliteConformance : DriverConformance
{
    protected override int CrashStride => 5;

    protected override IDriver Driver { get; } = new SqliteDriver();

    protected override string ConnectionString => $"Data Source={Folder.File("shop.db")}";

    protected override string EndlessStatement =>
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    protected override string ParentAndChild =>
        """
        CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
        CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL REFERENCES parent (id) ON DELETE CASCADE);
        INSERT INTO parent (id, name) VALUES (1, 'a'), (2, 'b'), (3, 'c');
        INSERT INTO child (id, parent_id) VALUES (1, 1), (2, 2), (3, 3);
        """;

    // Foreign keys are not enforced in a run.
    protected override string MakeOrphans(params int[] children) => $"UPDATE child SET parent_id = 99 WHERE id IN ({string.Join(", ", children)});";

    protected override IReadOnlyList<(string Text, int FirstLine, int Line, int Column)> FailingScripts { get; } =
    [
        ("SELEC 1;", 1, 1, 1),
        ("  SELECT 1;\n  INSERT INTO nowhere\n  VALUES (1);\n", 1, 2, 3),
        ("SELECT 1;\nSELECT 2;\n-- why\n  SELECT 3 FROM WHERE;", 1, 4, 17),
        ("SELECT 1;\nSELECT 2;\nSELECT FROM;", 10, 12, 8),
        ("/* äöü 😀 */ SELECT 'ß😀'; SELECT , 1;", 1, 1, 35),
        ("SELECT 'x', x.y, 'x'\n\n  FROM (SELECT 1 AS y) AS x\n  WHERE x.y x = 1;", 1, 4, 13),
    ];

    protected override IScratchDriver ScratchDriver { get; } = new SqliteScratchDriver();

    protected override Task<IDatabase> OpenScratchAsync() =>
        Driver.OpenAsync(new ConnectionRequest($"Data Source={Folder.File($"scratch{Guid.NewGuid():N}.db")}", ReadOnly: false, Long), Cancellation);

    protected override string DigestRows() => SqliteFile.Digest(Folder.File("shop.db"));

    // Two things that only this engine does: it takes rows that break a foreign key, and one writer keeps all others out.
    [TestMethod]
    public async Task NewForeignKeyViolationIsFoundAmongManyOldOnes()
    {
        await using (var database = await OpenAsync())
            await RunAsync(database, ParentAndChild + string.Concat(Enumerable.Range(100, 30).Select(i => $"INSERT INTO child (id, parent_id) VALUES ({i}, 77);\n")));
        var bundle = DeploymentChain.Bundle(Driver.Engine);
        await using (var database = await OpenAsync())
            await new Deployer(database, bundle, Options(), Silence.Instance).StampAsync("base", null, Cancellation);
        var before = await CaptureAsync();

        var report = await DeployAsync(WithUp(bundle, 12, "INSERT INTO child (id, parent_id) VALUES (900, 78);"), Direction.Up, "head");

        Assert.AreEqual(RunOutcome.Failed, report.Outcome);
        Assert.AreEqual(Descriptors.ForeignKeyViolation, report.Diagnostics[0].Descriptor);
        await AssertIsAsync(before);
        AssertDone(await DeployAsync(bundle, Direction.Up, "head"), RunOutcome.Applied);
    }

    [TestMethod]
    public async Task WriterThatDoesNotEndIsBusyAndNothingIsDone()
    {
        await DeployAsync(DeploymentChain.Bundle(Driver.Engine), Direction.Up, "5");
        var before = await CaptureAsync();
        await using var writer = await OpenAsync();
        await writer.BeginAsync(Cancellation);
        await using var database = await OpenAsync(lockTimeout: Short);

        var report = await new Deployer(database, DeploymentChain.Bundle(Driver.Engine), Options(), Silence.Instance).RunAsync(Direction.Up, "head", Cancellation);

        Assert.AreEqual(ExitCode.LockBusy, report.ExitCode);
        Assert.AreEqual(Descriptors.DatabaseBusy, report.Diagnostics[0].Descriptor);
        Assert.Contains("--lock-timeout", report.Diagnostics[0].Message);
        await writer.RollbackAsync();
        await AssertIsAsync(before);
    }
}

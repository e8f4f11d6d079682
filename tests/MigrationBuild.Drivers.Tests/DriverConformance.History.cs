using MigrationBuild.Deployment;

namespace MigrationBuild.Drivers.Tests;

public abstract partial class DriverConformance
{
    [TestMethod]
    public async Task NoHistoryTableReadsAsNull()
    {
        await using var database = await OpenAsync();
        Assert.IsNull(await database.ReadHistoryAsync(Cancellation));
    }

    [TestMethod]
    public async Task HistoryKeepsEveryField()
    {
        await using var database = await OpenAsync();
        var rows = Enum.GetValues<HistoryAction>().Select(action => Row(OddText) with
        {
            Action = action,
            UpHash = "up",
            DownHash = "",
            ChainHash = "chain",
            At = new DateTimeOffset(2026, 11, 20, 10, 11, 12, TimeSpan.FromHours(2)).AddTicks(1234567 / TimePrecision.Ticks * TimePrecision.Ticks),
            DurationMs = long.MaxValue,
            Note = "it's",
        }).Append(Row() with { Version = null, UpHash = null, DownHash = null, ChainHash = null, Note = null }).ToList();
        foreach (var row in rows)
            await database.AppendHistoryAsync(row, Cancellation);

        var read = await database.ReadHistoryAsync(Cancellation);

        Assert.IsNotNull(read);
        CollectionAssert.AreEqual(rows, read.Select(row => row with { Id = 0 }).ToList());
        Assert.IsTrue(read.Zip(read.Skip(1)).All(pair => pair.First.Id < pair.Second.Id));
    }

    [TestMethod]
    public async Task HistoryRowLeavesWithItsTransaction()
    {
        await using var database = await OpenAsync();
        await database.BeginAsync(Cancellation);
        await database.AppendHistoryAsync(Row(), Cancellation);
        await database.RollbackAsync();
        Assert.IsNull(await database.ReadHistoryAsync(Cancellation));
    }

    [TestMethod]
    public async Task HistoryAloneIsAnEmptyDatabase()
    {
        await using var database = await OpenAsync();
        var before = await database.ReadStateAsync(Cancellation);
        await database.AppendHistoryAsync(Row(), Cancellation);

        Assert.IsTrue(await database.IsEmptyAsync(Cancellation));
        Assert.AreEqual("", (await database.ReadSchemaAsync(Cancellation)).CanonicalText);
        Assert.IsEmpty((await database.ReadStateAsync(Cancellation)).DifferencesFrom(before));
        await RunAsync(database, "CREATE TABLE t (a INTEGER);");
        Assert.IsFalse(await database.IsEmptyAsync(Cancellation));
    }

    [TestMethod]
    public async Task HistorySqlAddsTheSameRow()
    {
        var row = Row("quote ' \" line\nbreak 😀 ; -- end") with { Note = "it's; COMMIT" };
        await using var database = await OpenAsync();
        await RunAsync(database, Driver.HistorySql(row) + Driver.HistorySql(row));
        var read = await database.ReadHistoryAsync(Cancellation);
        CollectionAssert.AreEqual(new[] { row, row }, read!.Select(r => r with { Id = 0 }).ToList());
    }
}

using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Drivers.Tests.Sqlite;

[TestClass]
public sealed class HistoryTests : SqliteTests
{
    public static readonly HistoryRow Row = new()
    {
        RunId = "0123456789abcdef0123456789abcdef",
        Action = HistoryAction.Up,
        Version = "1",
        Name = "one",
        BundleDigest = "b",
        ToolVersion = "0.1.0",
        At = DateTimeOffset.UnixEpoch,
        By = "me@here",
    };

    [TestMethod]
    [DataRow("CREATE TABLE migration_history (id INTEGER, version TEXT);")]
    [DataRow("CREATE VIEW Migration_History AS SELECT 1 AS id;")]
    public async Task SomethingElseOfThatNameIsRefused(string sql)
    {
        SqliteFile.Run(Database, sql);
        await using var database = await OpenAsync();
        await UnreadableAsync(database);
    }

    [TestMethod]
    [DataRow("action = 'sideways'")]
    [DataRow("at = 'yesterday'")]
    public async Task UnreadableRowIsRefused(string change)
    {
        await using var database = await OpenAsync();
        await database.AppendHistoryAsync(Row, Cancellation);
        SqliteFile.Run(Database, $"PRAGMA ignore_check_constraints=ON; UPDATE migration_history SET {change};");
        await UnreadableAsync(database);
    }

    [TestMethod]
    public async Task HistoryThatSomebodyHasLockedIsBusy()
    {
        await using var database = await OpenAsync(lockTimeoutMs: 200);
        await database.AppendHistoryAsync(Row, Cancellation);
        using var other = SqliteFile.Open(Database, "BEGIN EXCLUSIVE;");

        var busy = await Assert.ThrowsExactlyAsync<EngineException>(() => database.ReadHistoryAsync(Cancellation));

        Assert.AreEqual(EngineTrouble.Busy, busy.Trouble);
    }

    [TestMethod]
    public async Task NameInAnotherCaseIsTheSameTable()
    {
        await using var database = await OpenAsync();
        await database.AppendHistoryAsync(Row, Cancellation);
        SqliteFile.Run(Database, "ALTER TABLE migration_history RENAME TO h; ALTER TABLE h RENAME TO Migration_History;");
        Assert.HasCount(1, (await database.ReadHistoryAsync(Cancellation))!);
        Assert.IsTrue(await database.IsEmptyAsync(Cancellation));
    }

    private async Task UnreadableAsync(IDatabase database)
    {
        var refused = await Assert.ThrowsExactlyAsync<MigrationException>(() => database.ReadHistoryAsync(Cancellation));
        Assert.AreEqual(("MB6009", ExitCode.Refused), (refused.Diagnostic.Descriptor.Code, refused.ExitCode));
    }
}

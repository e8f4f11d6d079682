using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;
using MigrationBuild.Sqlite;

namespace MigrationBuild.Drivers.Tests.Sqlite;

/// <summary>What the tests of this engine alone share: one file in one folder.</summary>
public abstract class SqliteTests
{
    public TestContext TestContext { get; set; } = null!;

    protected TempFolder Folder { get; } = new();

    protected string Database => Folder.File("shop.db");

    protected CancellationToken Cancellation => TestContext.CancellationTokenSource.Token;

    [TestCleanup]
    public void RemoveFolder() => Folder.Dispose();

    protected Task<IDatabase> OpenAsync(string? connection = null, bool readOnly = false, int lockTimeoutMs = 5000, bool forRestore = false) =>
        new SqliteDriver().OpenAsync(
            new ConnectionRequest(connection ?? Database, readOnly, TimeSpan.FromMilliseconds(lockTimeoutMs), forRestore), Cancellation);

    protected async Task<string> RefusedAsync(string connection, bool readOnly = false)
    {
        var refused = await Assert.ThrowsExactlyAsync<MigrationException>(() => OpenAsync(connection, readOnly));
        Assert.AreEqual("MB6003", refused.Diagnostic.Descriptor.Code);
        return refused.Message;
    }

    protected static MigrationScript Script(string text, bool transactional = true) =>
        new() { File = "Migrations/0001_test.up.sql", Text = text, Hash = TextHash.Of(text), Transactional = transactional };

    protected async Task RunAsync(IDatabase database, string sql)
    {
        await database.BeginAsync(Cancellation);
        await database.ExecuteAsync(Script(sql), Cancellation);
        await database.CommitAsync(Cancellation);
    }
}

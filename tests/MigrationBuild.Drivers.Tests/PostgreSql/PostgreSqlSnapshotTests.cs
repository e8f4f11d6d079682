using MigrationBuild.PostgreSql.Scratch;
using MigrationBuild.PostgreSql.Snapshots;
using Npgsql;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

[TestClass]
public sealed class PostgreSqlSnapshotTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [TestMethod]
    [DataRow(SnapshotMethod.Dump)]
    [DataRow(SnapshotMethod.Template)]
    public async Task Everything_comes_back(SnapshotMethod method)
    {
        await using var database = await SnapshotDatabase.CreateAsync();
        var before = await database.LookAsync();
        await database.Snapshots(new() { Method = method }).WriteAsync(database.File, null, None);
        Assert.AreEqual(before, await database.LookAsync());
        await database.RuinAsync();
        Assert.AreNotEqual(before, await database.LookAsync());

        var restored = await database.Snapshots().RestoreAsync(database.File, null, None);

        Assert.AreEqual(before, await database.LookAsync());
        Assert.AreEqual(database.Inner.Name, restored.Name);
        Assert.Contains(restored.Previous, await database.CopiesAsync());
        CollectionAssert.AreEqual(new[] { "copy.snapshot" }, database.Folder.Names());
        await database.Snapshots().DropPreviousAsync(restored, None);
        Assert.HasCount(method == SnapshotMethod.Template ? 1 : 0, await database.CopiesAsync());
    }

    [TestMethod]
    [DataRow(SnapshotMethod.Dump)]
    [DataRow(SnapshotMethod.Template)]
    public async Task A_snapshot_restores_again_and_again(SnapshotMethod method)
    {
        await using var database = await SnapshotDatabase.CreateAsync();
        var before = await database.LookAsync();
        await database.Snapshots(new() { Method = method }).WriteAsync(database.File, null, None);
        var kept = await database.CopiesAsync();
        Assert.HasCount(method == SnapshotMethod.Template ? 1 : 0, kept);
        for (var i = 0; i < 3; i++)
        {
            await database.RuinAsync();
            await database.Snapshots().DropPreviousAsync(await database.Snapshots().RestoreAsync(database.File, null, None), None);
            Assert.AreEqual(before, await database.LookAsync());
            CollectionAssert.AreEqual(kept, await database.CopiesAsync());
        }
    }

    [TestMethod]
    public async Task A_template_copy_that_was_dropped_is_missed()
    {
        await using var database = await SnapshotDatabase.CreateAsync();
        await database.Snapshots(new() { Method = SnapshotMethod.Template }).WriteAsync(database.File, null, None);
        await TestDatabase.OnServerAsync($"DROP DATABASE {TestDatabase.Quote((await database.CopiesAsync()).Single())}");
        var before = await database.LookAsync();
        var error = await Assert.ThrowsExactlyAsync<EngineException>(() => database.Snapshots().RestoreAsync(database.File, null, None));
        Assert.Contains("is not on this server any more", error.Message);
        Assert.AreEqual(before, await database.LookAsync());
        Assert.IsEmpty(await database.CopiesAsync());
    }

    [TestMethod]
    public async Task A_template_copy_cannot_be_changed_and_goes_with_its_file()
    {
        await using var database = await SnapshotDatabase.CreateAsync();
        await database.Snapshots(new() { Method = SnapshotMethod.Template }).WriteAsync(database.File, null, None);
        var copy = (await database.CopiesAsync()).Single();
        await using var connection = new NpgsqlConnection(TestServer.ConnectionString(copy));
        var refused = await Assert.ThrowsExactlyAsync<PostgresException>(() => connection.OpenAsync());
        Assert.AreEqual(PostgresErrorCodes.ObjectNotInPrerequisiteState, refused.SqlState);
        await database.Snapshots().DeleteAsync(database.File, None);
        Assert.IsEmpty(await database.CopiesAsync());
    }

    [TestMethod]
    public async Task A_dump_is_of_what_an_open_transaction_saw()
    {
        await using var database = await SnapshotDatabase.CreateAsync();
        var before = await database.LookAsync();
        await using (var transaction = await database.Inner.Connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead))
        {
            var exported = await database.Inner.AskAsync("SELECT pg_export_snapshot()");
            await using var other = new NpgsqlConnection(database.Inner.ConnectionString);
            await other.OpenAsync();
            await using var delete = new NpgsqlCommand("DELETE FROM app.orders", other);
            await delete.ExecuteNonQueryAsync();
            await database.Snapshots(new() { ExportedSnapshot = exported }).WriteAsync(database.File, null, None);
        }
        await database.Snapshots().RestoreAsync(database.File, null, None);
        Assert.AreEqual(before, await database.LookAsync());
    }

    [TestMethod]
    public async Task A_dump_is_for_pg_restore_alone_and_not_compressed()
    {
        await using var database = await SnapshotDatabase.CreateAsync();
        await database.Snapshots().WriteAsync(database.File, null, None);
        var bytes = await File.ReadAllBytesAsync(database.File);
        // psql, which would run what looks like its commands in a text, refuses such a file.
        Assert.IsTrue(bytes.AsSpan().StartsWith("PGDMP"u8));
        Assert.IsGreaterThanOrEqualTo(0, bytes.AsSpan().IndexOf("longlonglonglonglonglonglonglonglonglonglonglonglong"u8));
    }

    [TestMethod]
    public async Task A_template_copy_is_made_of_files_and_not_by_the_log()
    {
        TestServer.RequirePrograms();
        // Its log has nothing of other tests.
        await using var server = await ScratchServer.StartAsync();
        var connection = await server.CreateDatabaseAsync("shop");
        using var folder = new TempFolder();
        var before = await LogAsync(server);

        await new PostgreSqlSnapshots(connection, new() { Method = SnapshotMethod.Template }).WriteAsync(folder.File("copy.snapshot"), null, None);

        // Page by page it would be the size of the database, some 7 MB.
        Assert.IsLessThan(2_000_000, await LogAsync(server) - before);

        static async Task<long> LogAsync(ScratchServer server)
        {
            await using var connection = new NpgsqlConnection(server.ConnectionString());
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("SELECT (pg_current_wal_lsn() - '0/0')::bigint", connection);
            return (long)(await command.ExecuteScalarAsync())!;
        }
    }

    [TestMethod]
    [DataRow("it's \"odd\" = \\ x")]
    [DataRow("日本語日本語日本語日本語")]
    [DataRow("postgresql://x")]
    [DataRow("-h")]
    public async Task A_database_may_have_any_name(string name)
    {
        await using var database = await SnapshotDatabase.CreateAsync(name[..Math.Min(name.Length, 7)]);
        var before = await database.LookAsync();
        await database.Snapshots().WriteAsync(database.File, null, None);
        await database.Snapshots().RestoreAsync(database.File, null, None);
        Assert.AreEqual(before, await database.LookAsync());
    }

    [TestMethod]
    public async Task Progress_rises_to_the_end_and_the_size_is_known_before()
    {
        await using var database = await SnapshotDatabase.CreateAsync();
        Assert.IsGreaterThan(1_000_000, await database.Snapshots().EstimateAsync(None));
        var progress = new Reports();
        await database.Snapshots().WriteAsync(database.File, progress, None);
        progress.RequireRisingToOne();
        if (!OperatingSystem.IsWindows())
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(database.File));
        progress = new Reports();
        await database.Snapshots().RestoreAsync(database.File, progress, None);
        progress.RequireRisingToOne();
    }

    private sealed class Reports : IProgress<double>
    {
        private readonly List<double> _values = [];

        public void Report(double value) => _values.Add(value);

        public void RequireRisingToOne()
        {
            CollectionAssert.AreEqual(_values.Order().ToList(), _values);
            Assert.AreEqual(1, _values[^1]);
            Assert.IsGreaterThan(1, _values.Count);
        }
    }
}

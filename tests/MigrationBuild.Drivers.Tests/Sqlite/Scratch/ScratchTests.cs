using MigrationBuild.Scripts;
using MigrationBuild.Sqlite.Scratch;

namespace MigrationBuild.Drivers.Tests.Sqlite.Scratch;

/// <summary>What the tests of SQLite's scratch databases share.</summary>
public abstract class ScratchTests
{
    public TestContext TestContext { get; set; } = null!;

    protected CancellationToken Cancellation => TestContext.CancellationTokenSource.Token;

    protected static SqliteScratchDriver Driver { get; } = new();

    protected async Task<IScratchDatabase> CreateAsync(string sql = "")
    {
        var scratch = await Driver.CreateAsync(null, null, Cancellation);
        await RunAsync(scratch, sql);
        return scratch;
    }

    protected async Task RunAsync(IScratchDatabase scratch, string sql)
    {
        await scratch.Session.BeginAsync(Cancellation);
        await scratch.Session.ExecuteAsync(Script(sql), Cancellation);
        await scratch.Session.CommitAsync(Cancellation);
    }

    protected async Task<ScratchTable> TableAsync(IScratchDatabase scratch, string name = "t") =>
        (await scratch.ReadTablesAsync(Cancellation)).Single(table => table.Name == name);

    protected async Task<ScratchColumn> ColumnAsync(IScratchDatabase scratch, string name) => (await TableAsync(scratch)).Columns.Single(column => column.Name == name);

    /// <summary>How many rows of the column alone the engine takes.</summary>
    protected async Task<int> CountAcceptedAsync(IScratchDatabase scratch, ScratchColumn column, IEnumerable<string> values) =>
        (await scratch.TryAsync([.. values.Select(value => $"INSERT INTO t ({column.Sql}) VALUES ({value})")], Cancellation)).Count(refusal => refusal is null);

    protected static MigrationScript Script(string text, bool transactional = true) => new()
    {
        File = "Migrations/0001_test.up.sql",
        Text = text,
        Hash = TextHash.Of(text),
        Transactional = transactional,
    };
}

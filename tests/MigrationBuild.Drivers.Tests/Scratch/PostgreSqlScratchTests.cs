using MigrationBuild.Drivers.Tests.PostgreSql;
using MigrationBuild.PostgreSql.Proofs;
using MigrationBuild.Scripts;

namespace MigrationBuild.Drivers.Tests.Scratch;

/// <summary>What the tests of scratch databases on servers of their own share.</summary>
public abstract class PostgreSqlScratchTests
{
    public TestContext TestContext { get; set; } = null!;

    protected CancellationToken Cancellation => TestContext.CancellationTokenSource.Token;

    [TestInitialize]
    public void RequirePrograms() => TestServer.RequirePrograms();

    protected static MigrationScript Script(string text, bool transactional = true) =>
        new() { File = "Migrations/0001_test.up.sql", Text = text, Hash = TextHash.Of(text), Transactional = transactional };

    protected async Task<IScratchDatabase> CreateAsync(string setup = "", string? state = null)
    {
        var scratch = await new PostgreSqlScratchDriver().CreateAsync(null, state, Cancellation);
        try
        {
            if (setup.Length > 0)
                await RunAsync(scratch, setup);
            return scratch;
        }
        catch
        {
            await scratch.DisposeAsync();
            throw;
        }
    }

    protected async Task RunAsync(IScratchDatabase scratch, string sql)
    {
        await scratch.Session.BeginAsync(Cancellation);
        await scratch.Session.ExecuteAsync(Script(sql), Cancellation);
        await scratch.Session.CommitAsync(Cancellation);
    }

    protected async Task<ScratchTable> TableAsync(IScratchDatabase scratch, string name) =>
        (await scratch.ReadTablesAsync(Cancellation)).Single(t => t.Name == name);

    protected async Task<string> RowsAsync(IScratchDatabase scratch, string table)
    {
        var rows = await scratch.ReadRowsAsync(await TableAsync(scratch, table), Cancellation);
        return string.Join(" ", rows.Rows.Select(row => string.Join(",", row)).Order(StringComparer.Ordinal));
    }
}

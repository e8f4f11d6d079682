using MigrationBuild.PostgreSql.Scratch;
using Npgsql;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>The server of the tests: the one that MIGRATIONBUILD_TEST_POSTGRESQL leads to, else a scratch server for all of them.</summary>
[TestClass]
public static class TestServer
{
    private static readonly Lazy<Task<ScratchServer>> Scratch = new(() => ScratchServer.StartAsync(new ScratchServerOptions
    {
        MaxConnections = 200,
        InMemory = true,
        Settings = new Dictionary<string, string> { ["max_prepared_transactions"] = "10" },
    }));

    private static string? Given => Environment.GetEnvironmentVariable("MIGRATIONBUILD_TEST_POSTGRESQL") is { Length: > 0 } given ? given : null;

    /// <summary>It is somebody's, not a scratch server.</summary>
    public static bool IsGiven => Given is not null;

    public static string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder(Given ?? Start().ConnectionString())
        {
            Database = database,
            Pooling = false,
            IncludeErrorDetail = true,
        }.ConnectionString;

    /// <summary>For tests that start servers themselves: skips them where the machine has none.</summary>
    public static void RequirePrograms()
    {
        try
        {
            PostgreSqlBinaries.Find();
        }
        catch (PostgreSqlNotFoundException e)
        {
            throw new AssertInconclusiveException(e.Message);
        }
    }

    [AssemblyCleanup]
    public static async Task StopAsync()
    {
        if (Scratch is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await Scratch.Value).DisposeAsync();
    }

    private static ScratchServer Start()
    {
        // A machine without PostgreSQL can test everything else; the run says how much it left out.
        RequirePrograms();
        return Scratch.Value.GetAwaiter().GetResult();
    }
}

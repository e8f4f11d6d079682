using MigrationBuild.PostgreSql;
using MigrationBuild.Scripts;
using Npgsql;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>What the tests of this engine alone share: a database a test.</summary>
public abstract class PostgreSqlTests
{
    protected static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private TestDatabase _database = null!;

    public TestContext TestContext { get; set; } = null!;

    protected CancellationToken Cancellation => TestContext.CancellationTokenSource.Token;

    protected string ConnectionString => _database.ConnectionString;

    [TestInitialize]
    public async Task CreateDatabaseAsync() => _database = await TestDatabase.CreateAsync();

    [TestCleanup]
    public async Task DropDatabaseAsync()
    {
        // Not there where the machine has no server.
        if (_database is not null)
            await _database.DisposeAsync();
    }

    protected Task<IDatabase> OpenAsync(TimeSpan? lockTimeout = null, Action<string>? notices = null, string? connection = null) =>
        new PostgreSqlDriver().OpenAsync(new ConnectionRequest(connection ?? ConnectionString, false, lockTimeout ?? Long, Notices: notices), Cancellation);

    protected static MigrationScript Script(string text, bool transactional = true) =>
        new() { File = "Migrations/0001_test.up.sql", Text = text, Hash = TextHash.Of(text), Transactional = transactional };

    protected async Task RunAsync(IDatabase database, MigrationScript script)
    {
        await database.BeginAsync(Cancellation);
        await database.ExecuteAsync(script, Cancellation);
        await database.CommitAsync(Cancellation);
    }

    protected Task RunAsync(IDatabase database, string sql) => RunAsync(database, Script(sql));

    /// <summary>Past the driver, as an application would.</summary>
    protected Task PlainAsync(string sql) => _database.RunAsync(sql);

    /// <summary>Past the driver.</summary>
    protected Task<string?> AskAsync(string sql) => _database.AskAsync(sql);

    /// <summary>A session of somebody else that is in the middle of a transaction.</summary>
    protected async Task<NpgsqlConnection> BlockAsync(string sql)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { ApplicationName = "the shop" }.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand("BEGIN; " + sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
        return connection;
    }
}

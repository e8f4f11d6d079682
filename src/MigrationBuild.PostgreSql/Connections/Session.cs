using System.Data;
using Npgsql;

namespace MigrationBuild.PostgreSql.Connections;

/// <summary>One connection, and what asks it. Nothing here retries or translates.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly bool _hasRole;

    private Session(NpgsqlConnection connection)
    {
        Connection = connection;
        Address = ServerAddress.Of(connection);
        _hasRole = ConnectionRole.IsIn(new NpgsqlConnectionStringBuilder(connection.ConnectionString).Options);
    }

    public NpgsqlConnection Connection { get; }

    public ServerAddress Address { get; }

    /// <summary>Asks on an open connection that stays its maker's.</summary>
    public static Session Over(NpgsqlConnection connection) => new(connection);

    /// <summary>Whether the connection is lost; what it was doing may have happened or not.</summary>
    public bool IsBroken => Connection.FullState.HasFlag(ConnectionState.Broken) || Connection.State != ConnectionState.Open;

    public static async Task<Session> OpenAsync(string connectionString, Action<string>? notices, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            if (notices is not null)
                connection.Notice += (_, e) => Forward(e.Notice, notices);
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return new Session(connection);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The statements in one round trip; outside a transaction they are one.</summary>
    public async Task ExecuteAsync(IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        await using var batch = Connection.CreateBatch();
        foreach (var statement in statements)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task ExecuteAsync(string statement, CancellationToken cancellationToken) => ExecuteAsync([statement], cancellationToken);

    /// <summary>All rows of a query; its parameters are $1, $2, …</summary>
    public async Task<List<T>> RowsAsync<T>(string query, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object?[] parameters)
    {
        await using var batch = Batch(query, parameters);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>The first value of the first row; default where it is NULL or there is no row.</summary>
    public async Task<T?> ValueAsync<T>(string query, CancellationToken cancellationToken, params object?[] parameters)
    {
        await using var batch = Batch(query, parameters);
        return await batch.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is T value ? value : default;
    }

    public async Task RunAsync(string statement, CancellationToken cancellationToken, params object?[] parameters)
    {
        await using var batch = Batch(statement, parameters);
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Asks as the role that logged in: the one that it works as may neither see nor end sessions of the other. Only between scripts:
    /// afterwards the session works as it began.
    /// </summary>
    public async Task<T> AsLoginAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        if (!_hasRole)
            return await ask().ConfigureAwait(false);
        await ExecuteAsync("SET ROLE NONE", cancellationToken).ConfigureAwait(false);
        var answer = await ask().ConfigureAwait(false);
        await ExecuteAsync("RESET ROLE", cancellationToken).ConfigureAwait(false);
        return answer;
    }

    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    // NpgsqlCommand would look for semicolons itself, and find them in BEGIN ATOMIC bodies; a batch command is sent as it is.
    private NpgsqlBatch Batch(string text, object?[] parameters)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var value in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        var batch = Connection.CreateBatch();
        batch.BatchCommands.Add(command);
        return batch;
    }

    private static void Forward(PostgresNotice notice, Action<string> notices)
    {
        if (notice.InvariantSeverity is "WARNING" or "NOTICE" && notice.SqlState is not ("25P01" or "25001"))
            notices($"{notice.InvariantSeverity.ToLowerInvariant()} of the server: {notice.MessageText}");
    }
}

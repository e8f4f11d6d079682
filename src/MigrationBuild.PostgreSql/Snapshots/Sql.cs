using Npgsql;

namespace MigrationBuild.PostgreSql.Snapshots;

/// <summary>Short ways to run one statement.</summary>
internal static class Sql
{
    public static async Task RunAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The rows of a query whose columns are all text; null for NULL.</summary>
    public static async Task<List<string?[]>> RowsAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params string[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = parameter });
        var rows = new List<string?[]>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetString(i))]);
        return rows;
    }

    public static async Task<string?> ValueAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params string[] parameters) =>
        await connection.RowsAsync(sql, cancellationToken, parameters) is [var row, ..] ? row[0] : null;
}

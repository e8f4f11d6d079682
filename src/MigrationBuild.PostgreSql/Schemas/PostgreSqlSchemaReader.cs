using MigrationBuild.Schemas;
using Npgsql;

namespace MigrationBuild.PostgreSql.Schemas;

/// <summary>
/// Reads everything of a database that is the user's, as text that depends on nothing but what the objects are: not on OIDs, the
/// session's settings, the locale or the history of changes.
/// <para>
/// Equal are: comments and white space inside bodies of functions in SQL and PL/pgSQL, and everything that the server itself does not
/// keep (layout of views, checks and defaults); a default of `CURRENT_TIMESTAMP` and of `now()`; privileges that were never granted
/// and the same granted in so many words; dropped columns; whether an inherited column is local too. The order of columns shows as
/// the order of their lines.
/// </para>
/// <para>
/// Not part of the schema: system objects, members of extensions (the extension stands for them), values of sequences, large objects,
/// what belongs to the database as a whole or to the cluster (settings, roles, tablespaces), values of options that may be secrets.
/// </para>
/// </summary>
public static class PostgreSqlSchemaReader
{
    /// <summary>Reads in one round trip, within the open transaction if there is one, and leaves the session's settings as they are.</summary>
    /// <param name="historyTable">With its schema, quoted as SQL needs it; it and what belongs to it are left out.</param>
    public static async Task<Schema> ReadAsync(NpgsqlConnection connection, string historyTable, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        Fill(batch, historyTable);
        return await ReadAsync(batch, cancellationToken);
    }

    /// <summary>What is asked, to be sent more than once.</summary>
    internal static void Fill(NpgsqlBatch batch, string historyTable)
    {
        foreach (var query in CatalogQueries.For(batch.Connection!.PostgreSqlVersion.Major))
            batch.BatchCommands.Add(new NpgsqlBatchCommand(query));
        batch.BatchCommands[CatalogQueries.HistoryTable].Parameters.Add(new NpgsqlParameter<string> { TypedValue = historyTable });
    }

    internal static async Task<Schema> ReadAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        var objects = new CatalogObjects();
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        do
        {
            while (await reader.ReadAsync(cancellationToken))
                objects.Add(reader);
        }
        while (await reader.NextResultAsync(cancellationToken));
        return objects.ToSchema();
    }
}

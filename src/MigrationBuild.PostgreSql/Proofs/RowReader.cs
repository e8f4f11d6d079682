using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql.Connections;
using MigrationBuild.PostgreSql.Schemas;
using Npgsql;

namespace MigrationBuild.PostgreSql.Proofs;

/// <summary>All rows of tables as literals, which depend on no setting of the session. One round trip for many tables.</summary>
internal static class RowReader
{
    private const string SeeAllSql =
        "SELECT concat(set_config('migrationbuild.row_security', current_setting('row_security'), true), set_config('row_security', 'off', true))";

    private const string SeeAsBeforeSql = "SELECT set_config('row_security', current_setting('migrationbuild.row_security'), true)";

    // A batch is one transaction, and that holds a lock for each table until its end.
    private const int AtOnce = 100;

    public static async Task<IReadOnlyList<TableRows>> ReadAsync(Session session, IReadOnlyList<ScratchTable> tables, CancellationToken cancellationToken)
    {
        var read = new List<TableRows>(tables.Count);
        foreach (var some in tables.Chunk(AtOnce))
            await ReadAsync(session, some, read, cancellationToken).ConfigureAwait(false);
        return read;
    }

    private static async Task ReadAsync(Session session, ScratchTable[] tables, List<TableRows> read, CancellationToken cancellationToken)
    {
        string[] before = [CatalogQueries.BeginSql, SeeAllSql];
        await using var batch = session.Connection.CreateBatch();
        foreach (var sql in before.Concat(tables.Select(Query)).Append(SeeAsBeforeSql).Append(CatalogQueries.EndSql))
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        foreach (var _ in before)
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        foreach (var table in tables)
        {
            var rows = new List<IReadOnlyList<string>>();
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
            read.Add(new TableRows([.. table.Columns.Select(c => c.Name)], rows));
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // %L writes what the type itself prints, not what a cast to text makes of it. Rows of tables that inherit from this one are theirs;
    // those of partitions have no other place.
    private static string Query(ScratchTable table) =>
        $"""
        SELECT {string.Join(", ", table.Columns.Select(c => $"format('%L', t.{c.Sql})"))}
        FROM {table.Sql} AS t, (SELECT oid, relkind FROM pg_class WHERE oid = {SqlText.Literal(table.Sql)}::regclass) AS c
        WHERE t.tableoid = c.oid OR c.relkind = 'p'
        """;
}

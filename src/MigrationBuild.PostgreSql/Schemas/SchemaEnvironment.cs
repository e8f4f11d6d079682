using MigrationBuild.PostgreSql.Connections;

namespace MigrationBuild.PostgreSql.Schemas;

/// <summary>What of a database belongs to who runs the migrations and to other applications, not to the scripts.</summary>
/// <param name="Deployers">Roles that own what migrations make, as SQL needs them: the session's, and the one that made the history.</param>
/// <param name="OtherSchemas">Schemas that hold the history of another chain, as SQL needs them.</param>
internal sealed record SchemaEnvironment(IReadOnlySet<string> Deployers, IReadOnlyList<string> OtherSchemas)
{
    private const string Query =
        """
        SELECT pg_catalog.quote_ident(current_user),
            (SELECT pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass($1)),
            ARRAY(SELECT pg_catalog.quote_ident(n.nspname) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relname = 'migration_history' AND c.relkind = 'r' AND c.oid IS DISTINCT FROM pg_catalog.to_regclass($1)
                    AND n.oid <> (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = $2)
                ORDER BY 1)
        """;

    /// <param name="history">The history table with its schema, as SQL needs it.</param>
    /// <param name="schema">The schema alone, as it is called.</param>
    public static async Task<SchemaEnvironment> ReadAsync(Session session, string history, string schema, CancellationToken cancellationToken)
    {
        var rows = await session.RowsAsync(Query, row => new SchemaEnvironment(
            row.IsDBNull(1) ? new HashSet<string> { row.GetString(0) } : new HashSet<string> { row.GetString(0), row.GetString(1) },
            row.GetFieldValue<string[]>(2)), cancellationToken, history, schema).ConfigureAwait(false);
        return rows[0];
    }
}

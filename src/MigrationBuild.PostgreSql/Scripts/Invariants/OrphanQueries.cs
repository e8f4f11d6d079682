using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql.Connections;
using MigrationBuild.Scripts.Invariants;

namespace MigrationBuild.PostgreSql.Scripts.Invariants;

/// <summary>
/// Rows whose foreign key points nowhere, although the server keeps what it has checked: under NOT VALID, and where triggers were off. They are
/// counted as the server's own check finds them, by the key's operators, and a row with a NULL in its key refers to nothing.
/// </summary>
internal static class OrphanQueries
{
    private const string Keys =
        """
        SELECT con.oid, con.conname::text,
            CASE WHEN c.relkind = 'r' THEN 'ONLY ' ELSE '' END || pg_catalog.format('%I.%I', cn.nspname, c.relname),
            CASE WHEN p.relkind = 'r' THEN 'ONLY ' ELSE '' END || pg_catalog.format('%I.%I', pn.nspname, p.relname),
            pg_catalog.string_agg(pg_catalog.format('c.%I IS NOT NULL', ca.attname), ' AND ' ORDER BY k.place),
            pg_catalog.string_agg(pg_catalog.format('p.%I OPERATOR(%I.%s) c.%I', pa.attname, opn.nspname, op.oprname, ca.attname), ' AND ' ORDER BY k.place)
        FROM pg_catalog.pg_constraint con
            JOIN pg_catalog.pg_class c ON c.oid = con.conrelid JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace
            JOIN pg_catalog.pg_class p ON p.oid = con.confrelid JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
            CROSS JOIN LATERAL unnest(con.conkey, con.confkey, con.conpfeqop) WITH ORDINALITY AS k (child, parent, operator, place)
            JOIN pg_catalog.pg_attribute ca ON ca.attrelid = con.conrelid AND ca.attnum = k.child
            JOIN pg_catalog.pg_attribute pa ON pa.attrelid = con.confrelid AND pa.attnum = k.parent
            JOIN pg_catalog.pg_operator op ON op.oid = k.operator JOIN pg_catalog.pg_namespace opn ON opn.oid = op.oprnamespace
        WHERE con.contype = 'f' AND
        """;

    private const string Grouped = " GROUP BY con.oid, con.conname, c.relkind, cn.nspname, c.relname, p.relkind, pn.nspname, p.relname ORDER BY 3, 2";

    // A key to a partitioned table has a copy for each of its partitions, which is satisfied by what is in them alone.
    private const string OfTable =
        """
         con.conrelid = pg_catalog.to_regclass($1)
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint whole WHERE whole.oid = con.conparentid AND whole.conrelid = con.conrelid)
            AND ($2::text IS NULL OR EXISTS (
            SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = con.conrelid AND a.attnum = ANY (con.conkey) AND a.attname::text = $2::text))
        """;

    // Partitions have the key of their table. What the role may not read it cannot look at.
    private const string OfAll =
        """
         con.conparentid = 0 AND pg_catalog.has_table_privilege(con.conrelid, 'SELECT') AND pg_catalog.has_table_privilege(con.confrelid, 'SELECT')
            AND pg_catalog.has_schema_privilege(cn.oid, 'USAGE') AND pg_catalog.has_schema_privilege(pn.oid, 'USAGE')
        """;

    /// <exception cref="EngineException">There is no such table or key: a count that cannot be anything but 0 would say nothing.</exception>
    public static async Task<long> CountAsync(Session session, Invariant invariant, CancellationToken cancellationToken)
    {
        var table = await TableName.RequireAsync(session, invariant, cancellationToken).ConfigureAwait(false);
        var column = invariant.Column is { } name ? TableName.Fold(name) : null;
        var keys = await ReadAsync(session, OfTable, cancellationToken, table, column).ConfigureAwait(false);
        if (keys.Count == 0)
            throw new EngineException($"{table} has no foreign key{(column is null ? "" : $" with a column {column}")}", null);
        var count = 0L;
        foreach (var key in keys)
            count += await session.ValueAsync<long>(key.CountSql, cancellationToken).ConfigureAwait(false);
        return count;
    }

    /// <summary>A line for each key of the database with such rows.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(Session session, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        foreach (var key in await ReadAsync(session, OfAll, cancellationToken).ConfigureAwait(false))
        {
            var count = await session.ValueAsync<long>(key.CountSql, cancellationToken).ConfigureAwait(false);
            if (count > 0)
                lines.Add($"table {WithoutOnly(key.Child)}: {count} {(count == 1 ? "row points" : "rows point")} to missing {WithoutOnly(key.Parent)} ({key.Name})");
        }
        return lines;
    }

    private static Task<List<ForeignKey>> ReadAsync(Session session, string which, CancellationToken cancellationToken, params object?[] parameters) =>
        session.RowsAsync($"{Keys}{which}{Grouped}", row => new ForeignKey(row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5)), cancellationToken, parameters);

    private static string WithoutOnly(string table) => table.StartsWith("ONLY ", StringComparison.Ordinal) ? table["ONLY ".Length..] : table;

    /// <param name="Child">As SQL needs it, with ONLY where rows of inheriting tables are not meant.</param>
    private sealed record ForeignKey(string Name, string Child, string Parent, string IsSet, string Matches)
    {
        public string CountSql => $"SELECT count(*) FROM {Child} AS c WHERE {IsSet} AND NOT EXISTS (SELECT FROM {Parent} AS p WHERE {Matches})";
    }
}

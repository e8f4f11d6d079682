using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql.Connections;

namespace MigrationBuild.PostgreSql.State;

/// <summary>What is in a database: whether anything of a user, and how many rows.</summary>
/// <param name="history">With its schema, as SQL needs it; it does not count.</param>
/// <param name="lockCapacity">How many locks all sessions together can hold: a query takes one for each table and each of its indexes.</param>
internal sealed class DatabaseContent(Session session, string history, long lockCapacity)
{
    private const int MostTablesAtOnce = 200;
    private const int LocksOfATable = 20;

    // Neither system objects, nor members of extensions, nor the history with what belongs to it.
    private const string IsUsers =
        """
        n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\_toast%' AND n.nspname NOT LIKE 'pg\_temp\_%'
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = o.oid AND d.classid = o.tableoid AND d.deptype = 'e')
        """;

    private const string NotHistory =
        """
        o.oid IS DISTINCT FROM pg_catalog.to_regclass($1)
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_index x WHERE x.indexrelid = o.oid AND x.indrelid = pg_catalog.to_regclass($1))
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = o.oid
                AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = pg_catalog.to_regclass($1) AND d.deptype IN ('a', 'i'))
        """;

    private const string AnyObject =
        $"""
        SELECT EXISTS (SELECT FROM pg_catalog.pg_class o JOIN pg_catalog.pg_namespace n ON n.oid = o.relnamespace WHERE {IsUsers} AND {NotHistory})
            OR EXISTS (SELECT FROM pg_catalog.pg_proc o JOIN pg_catalog.pg_namespace n ON n.oid = o.pronamespace WHERE {IsUsers})
            OR EXISTS (SELECT FROM pg_catalog.pg_type o JOIN pg_catalog.pg_namespace n ON n.oid = o.typnamespace
                WHERE {IsUsers} AND o.typrelid = 0 AND o.typelem = 0)
        """;

    private const string Tables =
        $"""
        SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(o.relname)
        FROM pg_catalog.pg_class o JOIN pg_catalog.pg_namespace n ON n.oid = o.relnamespace
        WHERE o.relkind = 'r' AND {IsUsers} AND {NotHistory}
        ORDER BY 1
        """;

    // A partitioned table holds nothing itself. Before the first ANALYZE the server says -1.
    private const string Sizes =
        """
        SELECT t.name, sum(c.reltuples)::bigint, bool_or(c.reltuples < 0), sum(pg_catalog.pg_total_relation_size(c.oid))::bigint
        FROM unnest($1) AS t (name)
        JOIN LATERAL pg_catalog.pg_partition_tree(pg_catalog.to_regclass(t.name)) p ON p.isleaf
        JOIN pg_catalog.pg_class c ON c.oid = p.relid
        GROUP BY t.name
        """;

    // What is no partition has no tree.
    private const string SizesAlone =
        """
        SELECT t.name, c.reltuples::bigint, c.reltuples < 0, pg_catalog.pg_total_relation_size(c.oid)
        FROM unnest($1) AS t (name)
        JOIN pg_catalog.pg_class c ON c.oid = pg_catalog.to_regclass(t.name)
        WHERE c.relkind = 'r' AND NOT c.relispartition
        """;

    /// <summary>From what the server knows: of rows what the last ANALYZE saw, of bytes what the files take.</summary>
    public async Task<IReadOnlyDictionary<string, TableSize>> EstimateSizesAsync(IReadOnlyCollection<string> tables, CancellationToken cancellationToken)
    {
        var sizes = new Dictionary<string, TableSize>(StringComparer.Ordinal);
        foreach (var query in new[] { Sizes, SizesAlone })
        {
            var rows = await session.RowsAsync(
                query, row => (Name: row.GetString(0), Rows: row.GetInt64(1), IsUnknown: row.GetBoolean(2), Bytes: row.GetInt64(3)), cancellationToken, [tables.ToArray()]).ConfigureAwait(false);
            foreach (var row in rows)
                sizes[row.Name] = new TableSize(row.IsUnknown ? null : row.Rows, row.Bytes);
        }
        return sizes;
    }

    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken) =>
        !await session.ValueAsync<bool>(AnyObject, cancellationToken, history).ConfigureAwait(false);

    /// <summary>Of every table and partition that holds rows itself. Reads all of them: what the statistics say is not exact.</summary>
    /// <param name="insideTransaction">Then the locks of the reading are given back: on thousands of tables they would be too many to keep.</param>
    public async Task<IReadOnlyDictionary<string, long>> CountRowsAsync(bool insideTransaction, CancellationToken cancellationToken)
    {
        var tables = await session.RowsAsync(Tables, row => row.GetString(0), cancellationToken, history).ConfigureAwait(false);
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var some in tables.Chunk((int)Math.Clamp(lockCapacity / LocksOfATable, 1, MostTablesAtOnce)))
        {
            var query = string.Join(" UNION ALL ", some.Select(table => $"SELECT {SqlText.Literal(table)}, count(*) FROM ONLY {table}"));
            if (insideTransaction)
                await session.ExecuteAsync("SAVEPOINT migrationbuild_count", cancellationToken).ConfigureAwait(false);
            foreach (var (table, count) in await session.RowsAsync(query, row => (row.GetString(0), row.GetInt64(1)), cancellationToken).ConfigureAwait(false))
                counts.Add(table, count);
            if (insideTransaction)
                await session.ExecuteAsync(["ROLLBACK TO SAVEPOINT migrationbuild_count", "RELEASE SAVEPOINT migrationbuild_count"], cancellationToken).ConfigureAwait(false);
        }
        return counts;
    }
}

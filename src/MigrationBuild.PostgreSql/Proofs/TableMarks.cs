using MigrationBuild.PostgreSql.Connections;
using static MigrationBuild.PostgreSql.Schemas.Catalog.Fragment;

namespace MigrationBuild.PostgreSql.Proofs;

/// <summary>
/// A mark for each table that holds rows, as one moment of a transaction has it: two equal marks mean that no row can have changed between.
/// The rows of a partition count for the partitioned table.
/// </summary>
internal sealed class TableMarks
{
    // The versions of a table's rows in the catalogs (a new file, another column, another default), and what was written to it. A label of an
    // enum or an attribute of a composite type changes rows without touching their table.
    private static readonly string Query = $"""
        SELECT c.oid,
            (SELECT quote_ident(rn.nspname) || '.' || quote_ident(r.relname) FROM pg_catalog.pg_class r JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
                WHERE r.oid = CASE WHEN c.relispartition THEN pg_catalog.pg_partition_root(c.oid) ELSE c.oid END),
            concat_ws(' ', c.xmin, c.ctid, c.relname, a.mark,
                pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid), pg_catalog.pg_stat_get_xact_tuples_updated(c.oid), pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid),
                CASE WHEN a.hasUserType THEN (SELECT concat_ws(' ', count(*), max(e.xmin::text::bigint)) FROM pg_catalog.pg_enum e) END,
                CASE WHEN a.hasUserType THEN (SELECT concat_ws(' ', count(*), max(t.xmin::text::bigint)) FROM pg_catalog.pg_attribute t
                    JOIN pg_catalog.pg_class tc ON tc.oid = t.attrelid WHERE tc.relkind = 'c') END)
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        CROSS JOIN LATERAL (SELECT max(a.xmin::text::bigint) AS mark, coalesce(bool_or(a.atttypid >= {FirstUserOid}), false) AS hasUserType
            FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0) a
        WHERE c.relkind = 'r' AND c.oid >= {FirstUserOid} AND {UserSchema} AND c.oid IS DISTINCT FROM pg_catalog.to_regclass($1)
        """;

    private readonly Dictionary<uint, (string Name, string Mark)> _tables;

    private TableMarks(Dictionary<uint, (string Name, string Mark)> tables) => _tables = tables;

    public static async Task<TableMarks> ReadAsync(Session session, string history, CancellationToken cancellationToken)
    {
        var rows = await session.RowsAsync(
            Query, row => (Oid: row.GetFieldValue<uint>(0), Name: row.GetString(1), Mark: row.GetString(2)), cancellationToken, history).ConfigureAwait(false);
        return new TableMarks(rows.ToDictionary(row => row.Oid, row => (row.Name, row.Mark)));
    }

    /// <summary>The names, old and new, of the tables whose rows may differ between the two: changed, made, dropped, renamed.</summary>
    public IReadOnlySet<string> ChangedUntil(TableMarks later)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (oid, table) in _tables)
        {
            if (!later._tables.TryGetValue(oid, out var now) || now != table)
                changed.Add(table.Name);
        }
        foreach (var (oid, table) in later._tables)
        {
            if (!_tables.TryGetValue(oid, out var before) || before != table)
                changed.Add(table.Name);
        }
        return changed;
    }
}

using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql.Connections;

namespace MigrationBuild.PostgreSql.State;

/// <summary>What the catalog knows not to be in order: indexes that are not valid, constraints that are not validated.</summary>
internal static class UnfinishedObjects
{
    private const string IsUsers = @"n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\_toast%' AND n.nspname NOT LIKE 'pg\_temp\_%'";

    // One that another session builds right now is not valid either, and will be.
    private const string Indexes =
        $"""
        SELECT i.relkind = 'I', pg_catalog.format('index %I.%I on %I.%I', n.nspname, i.relname, n.nspname, t.relname)
        FROM pg_catalog.pg_index x
            JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid JOIN pg_catalog.pg_namespace n ON n.oid = i.relnamespace
            JOIN pg_catalog.pg_class t ON t.oid = x.indrelid
        WHERE NOT (x.indisvalid AND x.indisready AND x.indislive) AND {IsUsers}
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index b WHERE b.index_relid = x.indexrelid AND b.pid <> pg_catalog.pg_backend_pid())
        ORDER BY 2
        """;

    // Partitions have the constraint of their table; a domain's has no table.
    private const string Constraints =
        $"""
        SELECT pg_catalog.format('constraint %I on %s%I.%I', con.conname, CASE WHEN con.contypid <> 0 THEN 'domain ' ELSE '' END, n.nspname, coalesce(t.relname, d.typname))
        FROM pg_catalog.pg_constraint con
            JOIN pg_catalog.pg_namespace n ON n.oid = con.connamespace
            LEFT JOIN pg_catalog.pg_class t ON t.oid = con.conrelid AND con.conrelid <> 0
            LEFT JOIN pg_catalog.pg_type d ON d.oid = con.contypid AND con.contypid <> 0
        WHERE NOT con.convalidated AND con.conparentid = 0 AND {IsUsers}
        ORDER BY 1
        """;

    public static async Task<IReadOnlyList<Damage>> FindAsync(Session session, CancellationToken cancellationToken)
    {
        var indexes = await session.RowsAsync(
            Indexes, row => new Damage(row.GetBoolean(0) ? DamageKind.UnfinishedIndex : DamageKind.InvalidIndex, row.GetString(1)), cancellationToken).ConfigureAwait(false);
        var constraints = await session.RowsAsync(
            Constraints, row => new Damage(DamageKind.UnvalidatedConstraint, row.GetString(0)), cancellationToken).ConfigureAwait(false);
        return [.. indexes, .. constraints];
    }
}

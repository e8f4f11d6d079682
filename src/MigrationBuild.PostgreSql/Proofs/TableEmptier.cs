using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql.Connections;

namespace MigrationBuild.PostgreSql.Proofs;

/// <summary>Takes all rows out of all tables at once, past foreign keys and triggers. Numbers go on where they are.</summary>
internal static class TableEmptier
{
    private const string AsReplicaSql =
        "SELECT concat(pg_catalog.set_config('migrationbuild.role', pg_catalog.current_setting('session_replication_role'), true), pg_catalog.set_config('session_replication_role', 'replica', true))";

    private const string AsBeforeSql = "SELECT pg_catalog.set_config('session_replication_role', pg_catalog.current_setting('migrationbuild.role'), true)";

    public static async Task<bool> EmptyAsync(Session session, IReadOnlyList<ScratchTable> tables, CancellationToken cancellationToken)
    {
        var truncate = $"TRUNCATE {string.Join(", ", tables.Select(t => t.Sql))} CASCADE";
        // On somebody's server the role may be no superuser, for whom triggers of TRUNCATE fire.
        var mayBeReplica = await session.ValueAsync<bool>("SELECT pg_catalog.current_setting('is_superuser') = 'on'", cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync(mayBeReplica ? [AsReplicaSql, truncate, AsBeforeSql] : [truncate], cancellationToken).ConfigureAwait(false);
        return true;
    }
}

using MigrationBuild.PostgreSql.Connections;
using Npgsql;

namespace MigrationBuild.PostgreSql.Proofs;

/// <summary>
/// Scratch databases of builds that were killed. The name holds start and process of the session that owned it; where that session is gone and
/// nobody is connected, it is nobody's.
/// </summary>
internal static class ScratchLeftovers
{
    // A role that may not see when another's session began sees it as alive while there is one of that process number, for a day.
    private const string Query = $"""
        SELECT d.datname::text
        FROM pg_catalog.pg_database d,
            LATERAL (SELECT pg_catalog.regexp_match(d.datname, '^{GivenServer.Mark}_([0-9]+)_([0-9]+)(_kept)?$') AS m) AS name
        WHERE name.m IS NOT NULL
            AND pg_catalog.pg_has_role(d.datdba, 'USAGE')
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid)
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.pid = name.m[2]::int
                AND (a.backend_start IS NULL AND name.m[1]::numeric / 1000000 > extract(epoch FROM now()) - 86400
                    OR (extract(epoch FROM a.backend_start) * 1000000)::bigint = name.m[1]::numeric))
        """;

    /// <summary>The name for the scratch database of this session.</summary>
    public static async Task<string> NameAsync(Session owner, CancellationToken cancellationToken) =>
        await owner.ValueAsync<string>(
            $"SELECT '{GivenServer.Mark}_' || (extract(epoch FROM backend_start) * 1000000)::bigint || '_' || pid FROM pg_catalog.pg_stat_activity WHERE pid = pg_catalog.pg_backend_pid()",
            cancellationToken).ConfigureAwait(false) ?? throw new InvalidOperationException("a session does not see itself");

    public static async Task DropAsync(Session owner, CancellationToken cancellationToken)
    {
        foreach (var name in await owner.RowsAsync(Query, row => row.GetString(0), cancellationToken).ConfigureAwait(false))
        {
            try
            {
                await owner.ExecuteAsync($"DROP DATABASE IF EXISTS {SqlText.Identifier(name)}", cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.ObjectInUse or PostgresErrorCodes.LockNotAvailable)
            {
                // Another build drops it at this moment.
            }
        }
    }
}

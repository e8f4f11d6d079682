using MigrationBuild.PostgreSql.Connections;

namespace MigrationBuild.PostgreSql.Proofs;

/// <summary>Checks now what waits for COMMIT, so that nothing is pending; later statements wait again.</summary>
internal static class Constraints
{
    public const string CheckSql = "SET CONSTRAINTS ALL IMMEDIATE";

    // ALL DEFERRED would make those wait too that are checked at once unless they are told otherwise.
    private const string WaitingQuery = """
        SELECT DISTINCT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(k.conname)
        FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_namespace n ON n.oid = k.connamespace
        WHERE k.condeferred ORDER BY 1
        """;

    /// <summary>What makes the constraints wait again that do so by themselves; empty where none does.</summary>
    public static async Task<IReadOnlyList<string>> WaitAgainAsync(Session session, CancellationToken cancellationToken)
    {
        var names = await session.RowsAsync(WaitingQuery, row => row.GetString(0), cancellationToken).ConfigureAwait(false);
        return names.Count == 0 ? [] : [$"SET CONSTRAINTS {string.Join(", ", names)} DEFERRED"];
    }

    public static async Task SettleAsync(Session session, CancellationToken cancellationToken) =>
        await session.ExecuteAsync([CheckSql, .. await WaitAgainAsync(session, cancellationToken).ConfigureAwait(false)], cancellationToken).ConfigureAwait(false);
}

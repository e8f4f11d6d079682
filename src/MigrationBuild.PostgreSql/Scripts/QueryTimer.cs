using System.Diagnostics;
using System.Globalization;
using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql.Connections;
using MigrationBuild.PostgreSql.Engine;
using MigrationBuild.Sql;
using Npgsql;

namespace MigrationBuild.PostgreSql.Scripts;

/// <summary>How long a query takes, from its text to its last row at this end.</summary>
internal static class QueryTimer
{
    /// <summary>The session must be in a transaction that may only read, and that is rolled back afterwards.</summary>
    public static async Task<TimeSpan> RunAsync(Session session, ISqlDialect dialect, string query, TimeSpan limit, CancellationToken cancellationToken)
    {
        ScalarQuery.RequireOne(query, dialect);
        var milliseconds = Math.Clamp((long)limit.TotalMilliseconds, 1, int.MaxValue);
        await session.ExecuteAsync($"SET LOCAL statement_timeout = {milliseconds.ToString(CultureInfo.InvariantCulture)}", cancellationToken).ConfigureAwait(false);
        try
        {
            var watch = Stopwatch.StartNew();
            await session.RowsAsync(query, _ => 0, cancellationToken).ConfigureAwait(false);
            return watch.Elapsed;
        }
        catch (PostgresException e) when (e.SqlState == ServerErrors.QueryCanceled && !cancellationToken.IsCancellationRequested)
        {
            throw new EngineException(FormattableString.Invariant($"stopped after its time limit of {limit.TotalSeconds:0.###} s"), e.SqlState, e);
        }
    }
}

using System.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Sqlite.Engine;

namespace MigrationBuild.Sqlite.Scripts;

/// <summary>How long a query takes, from its text to its last row.</summary>
internal static class QueryTimer
{
    public static TimeSpan Run(SqliteSession session, string query, TimeSpan limit, CancellationToken cancellation)
    {
        using var limited = session.Limit(cancellation, limit);
        var watch = Stopwatch.StartNew();
        try
        {
            using var statement = ScalarQuery.Prepare(session, query);
            while (statement.Step())
            {
                // A value that nobody asks for is not even read from its page.
                for (var i = 0; i < statement.ColumnCount; i++)
                    _ = statement.Bytes(i);
            }
            return watch.Elapsed;
        }
        catch (EngineException e) when (e.Code is "SQLITE_INTERRUPT" or SqliteErrors.Busy && session.TimedOut)
        {
            throw new EngineException(FormattableString.Invariant($"stopped after its time limit of {limit.TotalSeconds:0.###} s"), e.Code, e);
        }
    }
}

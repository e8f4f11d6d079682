using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql;
using MigrationBuild.Sqlite;

namespace MigrationBuild.Tool;

/// <summary>The drivers of this tool: the only place that knows them all.</summary>
internal static class EngineDrivers
{
    private static readonly IDriver[] All = [new SqliteDriver(), new PostgreSqlDriver()];

    /// <exception cref="MigrationException">MB1001.</exception>
    public static IDriver For(string engine) =>
        All.FirstOrDefault(d => d.Engine == engine)
        ?? throw new MigrationException(Descriptors.UnknownEngine, ExitCode.Usage,
            $"this tool has no driver for the engine '{engine}'; it has: {string.Join(", ", All.Select(d => d.Engine))}");
}

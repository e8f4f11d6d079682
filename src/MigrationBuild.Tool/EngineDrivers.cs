using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql;
using MigrationBuild.PostgreSql.Proofs;
using MigrationBuild.Sqlite;
using MigrationBuild.Sqlite.Scratch;

namespace MigrationBuild.Tool;

/// <summary>The drivers of this tool: the only place that knows them all.</summary>
internal static class EngineDrivers
{
    private static readonly IDriver[] All = [new SqliteDriver(), new PostgreSqlDriver()];

    private static readonly IScratchDriver[] AllScratch = [new SqliteScratchDriver(), new PostgreSqlScratchDriver()];

    /// <summary>What makes scratch databases of an engine; null where there is nothing.</summary>
    public static IScratchDriver? Scratch(string engine) => AllScratch.FirstOrDefault(d => d.Engine == engine);

    /// <exception cref="MigrationException">MB1001.</exception>
    public static IDriver For(string engine) =>
        All.FirstOrDefault(d => d.Engine == engine)
        ?? throw new MigrationException(Descriptors.UnknownEngine, ExitCode.Usage,
            $"this tool has no driver for the engine '{engine}'; it has: {string.Join(", ", All.Select(d => d.Engine))}");
}

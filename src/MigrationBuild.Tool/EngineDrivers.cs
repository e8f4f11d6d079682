using System.Runtime.CompilerServices;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql;
using MigrationBuild.PostgreSql.Proofs;
using MigrationBuild.Sql;
using MigrationBuild.Sqlite;
using MigrationBuild.Sqlite.Scratch;
using MigrationBuild.SqlServer;

namespace MigrationBuild.Tool;

/// <summary>The drivers of this tool: the only place that knows them all.</summary>
internal static class EngineDrivers
{
    private static readonly IDriver[] All = [new SqliteDriver(), new PostgreSqlDriver()];

    private static readonly IScratchDriver[] AllScratch = [new SqliteScratchDriver(), new PostgreSqlScratchDriver()];

    /// <summary>What makes scratch databases of an engine; null where there is nothing.</summary>
    public static IScratchDriver? Scratch(string engine) => AllScratch.FirstOrDefault(d => d.Engine == engine);

    /// <summary>What understands the statements of an engine that Core has no recogniser for; null where there is nothing.</summary>
    public static IStatementRecognizer? Recognizer(string engine) => engine == EngineNames.SqlServer ? SqlServer() : null;

    /// <exception cref="MigrationException">MB1001.</exception>
    public static IDriver For(string engine) =>
        All.FirstOrDefault(d => d.Engine == engine)
        ?? throw new MigrationException(Descriptors.UnknownEngine, ExitCode.Usage,
            $"this tool has no driver for the engine '{engine}'; it has: {string.Join(", ", All.Select(d => d.Engine))}");

    // Apart, so that its assembly and the parser's are loaded only where they are used.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SqlServerRecognizer SqlServer() => SqlServerRecognizer.Instance;
}

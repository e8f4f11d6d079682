using MigrationBuild.Sql;

namespace MigrationBuild.Rules;

/// <summary>The oldest server of each engine that this version supports: what a project that names no `MigrationTargetVersion` is checked for.</summary>
public static class OldestServers
{
    /// <param name="engine">As in <see cref="EngineNames"/>.</param>
    public static ServerVersion Of(string engine) => engine switch
    {
        EngineNames.PostgreSql => new(12),
        // The one inside the driver, which is what a deployment runs on.
        EngineNames.Sqlite => new(3, 35),
        // The first with DROP … IF EXISTS and with ALTER COLUMN online.
        EngineNames.SqlServer => new(2016),
        _ => new(0),
    };
}

namespace MigrationBuild.Sql;

/// <summary>The dialects that this version compiles.</summary>
public static class Dialects
{
    /// <summary>Their engines' names, for messages.</summary>
    public static IReadOnlyList<string> Engines { get; } = [EngineNames.Sqlite, EngineNames.PostgreSql, EngineNames.SqlServer];

    /// <summary>Null where there is no dialect for this name or alias.</summary>
    public static ISqlDialect? For(string engine) => EngineNames.Find(engine) switch
    {
        EngineNames.Sqlite => SqliteDialect.Instance,
        EngineNames.PostgreSql => PostgreSqlDialect.Instance,
        EngineNames.SqlServer => SqlServerDialect.Instance,
        _ => null,
    };
}

namespace MigrationBuild.Sql;

/// <summary>The names of database engines that projects, file names and directives use, whether this version compiles for them or not.</summary>
public static class EngineNames
{
    public const string Sqlite = "sqlite";

    public const string PostgreSql = "postgresql";

    public const string SqlServer = "sqlserver";

    /// <summary>Those that hazards are looked for on.</summary>
    public static readonly IReadOnlyList<string> All = [Sqlite, PostgreSql, SqlServer];

    private static readonly Dictionary<string, string> Canonical = new(StringComparer.OrdinalIgnoreCase)
    {
        [Sqlite] = Sqlite,
        ["sqlite3"] = Sqlite,
        [PostgreSql] = PostgreSql,
        ["postgres"] = PostgreSql,
        ["pgsql"] = PostgreSql,
        ["pg"] = PostgreSql,
        ["npgsql"] = PostgreSql,
        [SqlServer] = SqlServer,
        ["mssql"] = SqlServer,
        ["tsql"] = SqlServer,
        ["mysql"] = "mysql",
        ["mariadb"] = "mysql",
        ["cockroach"] = "cockroach",
        ["cockroachdb"] = "cockroach",
        ["crdb"] = "cockroach",
    };

    /// <summary>The name that bundles use, or null where this is no engine's name.</summary>
    public static string? Find(string nameOrAlias) => Canonical.GetValueOrDefault(nameOrAlias);
}

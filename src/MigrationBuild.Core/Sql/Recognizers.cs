using MigrationBuild.Sql.PostgreSql;
using MigrationBuild.Sql.Sqlite;

namespace MigrationBuild.Sql;

/// <summary>What understands the statements of the engines whose dialects are in here.</summary>
public static class Recognizers
{
    /// <summary>Null where there is none for this engine.</summary>
    /// <param name="engine">As in <see cref="EngineNames"/>.</param>
    public static IStatementRecognizer? For(string engine) => engine switch
    {
        EngineNames.PostgreSql => PostgreSqlRecognizer.Instance,
        EngineNames.Sqlite => SqliteRecognizer.Instance,
        _ => null,
    };
}

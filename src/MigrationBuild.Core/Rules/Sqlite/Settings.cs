using MigrationBuild.Sql.Model;

namespace MigrationBuild.Rules.Sqlite;

/// <summary>What a script has set by PRAGMA.</summary>
internal static class Settings
{
    private static readonly string[] On = ["1", "on", "yes", "true"];

    /// <summary>Whether the script has switched it on, and not off again, before the statement.</summary>
    public static bool IsOn(string name, Statement statement, RuleContext context) =>
        context.Setting(name, statement)?.Value is { } value
        && On.Contains(value, StringComparer.OrdinalIgnoreCase);
}

namespace MigrationBuild.Rules.Sqlite;

/// <summary>The rules for SQLite alone (MB32xx).</summary>
internal static class SqliteRules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        new AddNotNullRule(),
        new AddDefaultRule(),
        new AddKeyRule(),
        new CascadeRule(),
        new LostObjectsRule(),
        new LostColumnRule(),
        new MovedReferencesRule(),
        new DropKeyColumnRule(),
        new NotNullCopyRule(),
        new NewerFeatureRule(),
        new UnknownFunctionRule(),
        new SelectStarRule(),
    ];
}

namespace MigrationBuild.Rules.SqlServer;

/// <summary>The rules for SQL Server alone (MB33xx).</summary>
internal static class SqlServerRules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        new AlterColumnRule(),
        new AddNotNullRule(),
        new UncheckedConstraintRule(),
        new ConstraintBuiltRule(),
        new IndexNotOnlineRule(),
        new DropDefaultedColumnRule(),
        new XactAbortRule(),
        new SessionOptionRule(),
        new UseDatabaseRule(),
        new DeprecatedTypeRule(),
        new UnnamedDefaultRule(),
    ];
}

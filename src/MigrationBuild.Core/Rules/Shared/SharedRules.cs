namespace MigrationBuild.Rules.Shared;

/// <summary>The rules for what hurts on every engine (MB30xx).</summary>
internal static class SharedRules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        new DropTableRule(),
        new DropColumnRule(),
        new DropContainerRule(),
        new TruncateRule(),
        new NoWhereRule(),
        new RenameColumnRule(),
        new RenameTableRule(),
        new NotTakenBackRule(),
    ];
}

using MigrationBuild.Rules.PostgreSql;
using MigrationBuild.Rules.Shared;
using MigrationBuild.Rules.Sqlite;
using MigrationBuild.Rules.SqlServer;

namespace MigrationBuild.Rules;

/// <summary>Every rule of MigrationBuild, for all engines, in the order of their codes.</summary>
public static class RuleList
{
    public static IReadOnlyList<Rule> All { get; } =
        [.. SharedRules.All.Concat(PostgreSqlRules.All).Concat(SqliteRules.All).Concat(SqlServerRules.All).OrderBy(r => r.Descriptor.Code, StringComparer.Ordinal)];

    /// <summary>Those that apply to an engine of this version.</summary>
    public static IReadOnlyList<Rule> For(string engine, ServerVersion version) => [.. All.Where(r => r.AppliesTo(engine, version))];
}

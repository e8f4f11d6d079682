using MigrationBuild.Sql.Model;

namespace MigrationBuild.Rules;

/// <summary>What a rule says that a statement does to a table.</summary>
public sealed record ClaimedEffect(EffectKind Kind, ObjectName Table);

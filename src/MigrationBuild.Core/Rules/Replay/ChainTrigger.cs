using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Replay;

/// <summary>A trigger as the chain so far has made it.</summary>
public sealed record ChainTrigger(ObjectName Name, ObjectName Table)
{
    /// <inheritdoc cref="CreateObject.Mentions"/>
    public IReadOnlyList<ObjectName> Mentions { get; init; } = [];
}

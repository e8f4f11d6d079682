using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Replay;

/// <summary>A view as the chain so far has made it.</summary>
/// <param name="Sources">What it reads, as far as it is seen.</param>
/// <param name="Origin">The place in the chain of the migration that made it.</param>
public sealed record ChainView(ObjectName Name, bool IsMaterialized, IReadOnlyList<ObjectName> Sources, int Origin)
{
    /// <inheritdoc cref="CreateView.Mentions"/>
    public IReadOnlyList<ObjectName> Mentions { get; init; } = [];
}

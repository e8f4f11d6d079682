using MigrationBuild.Rules;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.Compilation.Hazards;

/// <summary>A hazard with the rule that found it.</summary>
/// <param name="Statement">The statement of the script that it is in; around it where it is in a block.</param>
internal sealed record FoundHazard(Rule Rule, Hazard Hazard, Statement Statement)
{
    /// <summary>Whether another finding about the same action says more.</summary>
    public bool IsCoveredBy(FoundHazard other) =>
        other.Rule.Covers.Contains(Rule.Descriptor.Code, StringComparer.Ordinal)
        && (ReferenceEquals(Hazard.Node, other.Hazard.Node) || Hazard.Node is Statement || other.Hazard.Node is Statement);
}

using MigrationBuild.Sql.Model;

namespace MigrationBuild.Rules;

/// <summary>One thing that a rule found.</summary>
/// <param name="Node">Where: the action, or the statement where it has none.</param>
/// <param name="Subject">The object that is hurt, as people call it: `users`, `users.email`.</param>
/// <param name="Message">What hurts, why, and the safe form, on one line without a full stop at its end.</param>
public sealed record Hazard(SqlNode Node, string Subject, string Message)
{
    /// <summary>What the statement is said to do; the proof may have seen whether it does. Null: nothing that a scratch database could tell.</summary>
    public ClaimedEffect? Effect { get; init; }
}

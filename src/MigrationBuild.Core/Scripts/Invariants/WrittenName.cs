namespace MigrationBuild.Scripts.Invariants;

/// <summary>A name as it stands in a script.</summary>
/// <param name="Text">Without its quotes.</param>
/// <param name="IsQuoted">An engine that folds names leaves a quoted one as it is.</param>
public sealed record WrittenName(string Text, bool IsQuoted)
{
    public override string ToString() => Text;
}

namespace MigrationBuild.Eng.Faults.Chains;

/// <summary>One migration of the harness: both scripts.</summary>
internal sealed record Step(string Version, string Name, string Up, string Down)
{
    /// <summary>Whether its up script leaves a row in the table `ran`.</summary>
    public bool LeavesRow => Up.Contains("INSERT INTO ran", StringComparison.Ordinal);
}

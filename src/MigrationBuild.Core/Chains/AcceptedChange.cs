namespace MigrationBuild.Chains;

/// <summary>A line `accepted VERSION OLDUPHASH OLDDOWNHASH|- REASON`: what a person accepted on purpose, and why.</summary>
/// <param name="Version">Of the migration as it was; a removed one's stands below the migration before it.</param>
public sealed record AcceptedChange(string Version, string UpHash, string? DownHash, string Reason)
{
    public override string ToString() => $"accepted {Version} {UpHash} {DownHash ?? "-"} {Reason}";
}

using MigrationBuild.Scripts;

namespace MigrationBuild.Chains;

/// <summary>One migration in the lock file.</summary>
/// <param name="Version">As it was written when it was locked.</param>
/// <param name="DownHash">Null where it has no down script.</param>
public sealed record LockEntry(string Version, string UpHash, string? DownHash, string ChainHash, string Name)
{
    /// <summary>The chain hash before the first migration.</summary>
    public static readonly string StartHash = new('0', 64);

    /// <summary>The line of the lock file, 1-based; 0 for one that is not in the file yet.</summary>
    public int Line { get; init; }

    public IReadOnlyList<AcceptedChange> Accepted { get; init; } = [];

    public MigrationVersion ParsedVersion => MigrationVersion.Parse(Version);

    /// <summary>The hash of this migration and all before it.</summary>
    public string ChainHashAfter(string previous)
    {
        var text = $"{previous}\n{Version} {UpHash} {DownHash ?? "-"} {Name}";
        foreach (var accepted in Accepted)
            text += $"\n{accepted}";
        return TextHash.Of(text);
    }

    public override string ToString() => $"{Version} {UpHash} {DownHash ?? "-"} {ChainHash} {Name}".TrimEnd(' ');
}

using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Compilation.Hazards;

/// <summary>Where in the chain history ends: what databases in use have already cannot be written in a better way any more.</summary>
/// <param name="FirstReported">The place of the first migration whose hazards are told.</param>
/// <param name="FirstUnreleased">The place of the first migration that is known not to be released: what it makes nobody uses yet.</param>
/// <param name="IsKnown">Whether the project says it.</param>
internal sealed record ReleaseLine(int FirstReported, int FirstUnreleased, bool IsKnown)
{
    /// <summary>
    /// How many migrations at the chain's end are taken as new where the project does not say what is released. The lock file does not tell:
    /// a migration is in it from its first build on, long before any database has it.
    /// </summary>
    public const int Newest = 10;

    public const string None = "none";

    /// <param name="released">As the project wrote it.</param>
    public static ReleaseLine Of(string released, MigrationChain chain, DiagnosticBag bag)
    {
        var count = chain.Migrations.Count;
        // Cautious on both sides: the newest may be new, and their tables may be in use.
        var unknown = new ReleaseLine(Math.Max(0, count - Newest), count, IsKnown: false);
        if (released.Length == 0)
            return unknown;
        if (released.Equals(None, StringComparison.OrdinalIgnoreCase))
            return new ReleaseLine(0, 0, IsKnown: true);
        var place = MigrationVersion.TryParse(released) is { } version ? chain.IndexOf(version) : -1;
        if (place >= 0)
            return new ReleaseLine(place + 1, place + 1, IsKnown: true);
        var nearest = EditDistance.Nearest(released, chain.Migrations.Select(m => m.Version.Text));
        bag.Add(Descriptors.InvalidSetting, null,
            $"MigrationReleasedVersion '{released}' is no version of the chain{(nearest is null ? "" : $"; did you mean {nearest}?")}: write the newest version that a database in use has, '{None}' before the first release, or leave it out");
        return unknown;
    }
}

using MigrationBuild.Scripts;

namespace MigrationBuild.Chains;

/// <summary>What could stand where a version is missing: templates, and scripts whose names could not be read.</summary>
internal sealed class GapFillers(ScriptSet scripts)
{
    /// <summary>Whether a script that was reported already was meant to have this version.</summary>
    public bool IsMeant(MigrationVersion version) => scripts.MeantVersions.Contains(version);

    /// <summary>Numbers of such scripts, in order.</summary>
    public IEnumerable<long> MeantNumbers => scripts.MeantVersions.Select(v => v.Number).OfType<long>().Distinct().Order();

    /// <summary>The end of a gap's message: which template would fill it; empty where none would.</summary>
    public string Hint(Func<MigrationVersion, bool> isMissing)
    {
        foreach (var (display, name) in scripts.Templates)
        {
            if (name.Version is not null && isMissing(name.Version))
                return $"; the template {display} would fill it: rename it without the underscore";
        }
        return "";
    }
}

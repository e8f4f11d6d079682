using MigrationBuild.Scripts;

namespace MigrationBuild.Chains;

/// <summary>What could stand where a version is missing: templates, and scripts whose names could not be read.</summary>
internal sealed class GapFillers(ScriptSet scripts)
{
    /// <summary>Whether a script that was reported already was meant to have this version.</summary>
    public bool IsMeant(MigrationVersion version) => scripts.MeantVersions.Contains(version);

    /// <summary>Numbers of such scripts, in order.</summary>
    public IEnumerable<long> MeantNumbers => scripts.MeantVersions.Select(v => v.Number).OfType<long>().Distinct().Order();

    /// <summary>The end of a gap's message: which templates would fill it; empty where none would.</summary>
    /// <param name="isOne">Whether one version is missing; false: the message has to say which of them.</param>
    public string Hint(Func<MigrationVersion, bool> isMissing, bool isOne = true)
    {
        // One file for a version: its up script, where there are several.
        var found = scripts.Templates
            .Where(t => t.Name.Version is { } version && isMissing(version))
            .GroupBy(t => t.Name.Version!)
            .OrderBy(g => g.Key)
            .Select(g => (Version: g.Key, File: g.OrderBy(t => t.Name.Part is not (null or ScriptPart.Up)).First().Display, HasMore: g.Skip(1).Any()))
            .ToList();
        return found switch
        {
            [] => "",
            [var only] => $"; the template {only.File} would fill {(isOne ? "it" : only.Version)}: rename it{(only.HasMore ? " and what belongs to it" : "")} without the underscore",
            _ => $"; the templates {string.Join(", ", found.Select(f => f.File))} would fill {(isOne ? "it" : string.Join(", ", found.Select(f => f.Version)))}: rename them without the underscore",
        };
    }
}

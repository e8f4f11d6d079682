using MigrationBuild.Scripts.Layouts;

namespace MigrationBuild.Scripts;

/// <summary>What to do about a file name that no layout knows.</summary>
internal static class NameAdvice
{
    /// <param name="path">With `/` between folders.</param>
    public static string For(string path)
    {
        var file = path[(path.LastIndexOf('/') + 1)..];
        if (!file.EndsWith(".sql", StringComparison.OrdinalIgnoreCase))
            return $"'{file}' is not a migration: a script ends in .sql; rename it, or leave it out of the migrations";
        var advice = Corrected(path) is { } corrected
            ? $"rename it to '{corrected}'"
            : "begin the name with its version, as in '0007_" + file.TrimStart('_', '-', '.', ' ') + "'";
        return $"'{file}' has no version that can be read; {advice}, or leave it out of the migrations. Names that are read: {ScriptLayouts.Examples}";
    }

    /// <summary>The version that the author seems to have meant, so that its absence is not reported once more as a gap.</summary>
    public static MigrationVersion? MeantVersion(string path) =>
        Corrected(path) is { } corrected ? ScriptLayouts.Parse(corrected)?.Version : null;

    private static string? Corrected(string path)
    {
        if (FileNameParts.TryParse(path) is not { } parts)
            return null;
        var file = path[(path.LastIndexOf('/') + 1)..];
        return parts.Stem.Length == 0
            ? Checked(CorrectedStem(parts.Folder, isPart: true), "/" + file)
            : Checked(CorrectedStem(parts.Stem, parts.Part is not null), file[parts.Stem.Length..]);
    }

    private static string? Checked(string? stem, string ending) =>
        stem is not null && ScriptLayouts.Parse(stem + ending) is not null ? stem + ending : null;

    /// <param name="isPart">Whether file or ending says up, down or verify, as Flyway's names never do.</param>
    private static string? CorrectedStem(string stem, bool isPart)
    {
        var digits = stem.IndexOfAny(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        if (digits < 0)
            return null;
        var end = digits;
        while (end < stem.Length && char.IsAsciiDigit(stem[end]))
            end++;
        var version = stem[digits..end];
        var before = stem[..digits].Trim('_', '-', ' ', '.');
        var after = stem[end..].Trim('_', '-', ' ', '.').Replace(' ', '_');
        if (before is "v" or "V")
            return isPart ? $"{version}_{after}" : $"V{version}__{after}";
        if (before.Length == 0)
            return $"{version}_{after}";
        return after.Length == 0 ? $"{version}_{before.Replace(' ', '_')}" : null;
    }
}

namespace MigrationBuild.Scripts.Layouts;

/// <summary>`v6_to_v7_add_email.sql` with sections, or with `.up.sql` and `.down.sql` (versioned content folders).</summary>
public sealed class FromToLayout : ScriptLayout
{
    public override string Name => "from-to";

    public override string Example => "v6_to_v7_add_email.up.sql";

    public override ScriptName? TryParse(FileNameParts parts)
    {
        if (!TryReadVersion(parts.Stem, 0, out var from, out var afterFrom)
            || string.CompareOrdinal(parts.Stem, afterFrom, "_to_", 0, 4) != 0
            || !TryReadVersion(parts.Stem, afterFrom + 4, out var to, out var afterTo)
            || (afterTo < parts.Stem.Length && parts.Stem[afterTo] is not ('_' or '-')))
        {
            return null;
        }
        return new ScriptName
        {
            Layout = this,
            Part = parts.Part,
            Version = to,
            From = from,
            Name = parts.Stem[afterTo..].TrimStart('_', '-'),
            Engine = parts.Engine,
        };
    }

    public override string? DownFileFor(string upFile) =>
        FileNameParts.TryParse(upFile)?.Part is null ? null : ReplaceSuffix(upFile, "up", "down");

    public override IReadOnlyList<NewScript> NewFiles(string version, string? from, string name, string head) =>
    [
        new($"{Join($"v{from ?? "0"}_to_v{version}", name)}.up.sql", NewText.Up(head)),
        new($"{Join($"v{from ?? "0"}_to_v{version}", name)}.down.sql", NewText.Down),
    ];

    private static bool TryReadVersion(string stem, int start, out MigrationVersion version, out int end)
    {
        version = null!;
        end = start + 1;
        if (start >= stem.Length || stem[start] is not ('v' or 'V'))
            return false;
        while (end < stem.Length && (char.IsAsciiDigit(stem[end]) || stem[end] == '.'))
            end++;
        if (MigrationVersion.TryParse(stem[(start + 1)..end]) is not { } parsed)
            return false;
        version = parsed;
        return true;
    }
}

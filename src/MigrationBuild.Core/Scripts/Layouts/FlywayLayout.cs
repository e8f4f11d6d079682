namespace MigrationBuild.Scripts.Layouts;

/// <summary>`V7__add_email.sql`, `U7__add_email.sql`, `R__refresh_view.sql` (Flyway).</summary>
public sealed class FlywayLayout : ScriptLayout
{
    private const string Separator = "__";

    public override string Name => "Flyway";

    public override string Example => "V7__add_email.sql";

    public override ScriptName? TryParse(FileNameParts parts)
    {
        var stem = parts.Stem;
        if (parts.Part is not null || stem.Length == 0)
            return null;
        if (stem.StartsWith("R" + Separator, StringComparison.Ordinal) && stem.Length > 3)
            return new ScriptName { Layout = this, Part = ScriptPart.Repeatable, Name = stem[3..], Engine = parts.Engine };
        var separator = stem.IndexOf(Separator, StringComparison.Ordinal);
        if (stem[0] is not ('V' or 'U') || separator < 0 || MigrationVersion.TryParse(stem[1..separator]) is not { } version)
            return null;
        return new ScriptName
        {
            Layout = this,
            Part = stem[0] == 'V' ? ScriptPart.Up : ScriptPart.Down,
            Version = version,
            Name = stem[(separator + 2)..],
            Engine = parts.Engine,
        };
    }

    public override string DownFileFor(string upFile)
    {
        var fileStart = upFile.LastIndexOf('/') + 1;
        return upFile[..fileStart] + "U" + upFile[(fileStart + 1)..];
    }

    public override IReadOnlyList<NewScript> NewFiles(string version, string? from, string name, string head) =>
    [
        new($"V{version}{Separator}{name}.sql", NewText.Up(head)),
        new($"U{version}{Separator}{name}.sql", NewText.Down),
    ];
}

namespace MigrationBuild.Scripts.Layouts;

/// <summary>`0007_add_email.up.sql`, `0007_add_email.down.sql`, `0007_add_email.verify.sql` (golang-migrate).</summary>
public sealed class PairLayout : ScriptLayout
{
    public override string Name => "pair";

    public override string Example => "0007_add_email.up.sql";

    public override ScriptName? TryParse(FileNameParts parts) =>
        parts.Part is not null && (VersionPrefix.TrySplit(parts.Stem, out var version, out var name) || TrySplitLettered(parts.Stem, out version, out name))
            ? new ScriptName { Layout = this, Part = parts.Part, Version = version, Name = name, Engine = parts.Engine }
            : null;

    public override string DownFileFor(string upFile) => ReplaceSuffix(upFile, "up", "down");

    public override IReadOnlyList<NewScript> NewFiles(string version, string? from, string name, string head) =>
    [
        new($"{Join(version, name)}.up.sql", NewText.Up(head)),
        new($"{Join(version, name)}.down.sql", NewText.Down),
    ];

    // `V0007.Add_email.up.sql` (authelia): the letter before and the one after tell that this dot ends the version.
    private static bool TrySplitLettered(string stem, out MigrationVersion version, out string name)
    {
        version = null!;
        name = "";
        var dot = stem.IndexOf('.');
        if (dot < 2 || stem[0] is not ('V' or 'v') || dot + 1 == stem.Length || !char.IsLetter(stem[dot + 1]))
            return false;
        if (MigrationVersion.TryParse(stem[1..dot]) is not { IsSingleNumber: true } parsed)
            return false;
        version = parsed;
        name = stem[(dot + 1)..];
        return true;
    }
}

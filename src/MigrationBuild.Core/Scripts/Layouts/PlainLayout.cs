namespace MigrationBuild.Scripts.Layouts;

/// <summary>`2024-05-01_00_AddEmail.sql`, forward only (DbUp, grate). Its names are those of <see cref="SectionsLayout"/>: the text decides.</summary>
public sealed class PlainLayout : ScriptLayout
{
    public override string Name => "plain";

    public override string Example => "2024-05-01_00_AddEmail.sql without sections";

    public override bool NeedsDown => false;

    public override ScriptName? TryParse(FileNameParts parts) =>
        parts.Part is null && VersionPrefix.TrySplit(parts.Stem, out var version, out var name)
            ? new ScriptName { Layout = this, Part = ScriptPart.Up, Version = version, Name = name, Engine = parts.Engine }
            : null;

    public override string? DownFileFor(string upFile) => null;

    public override IReadOnlyList<NewScript> NewFiles(string version, string? from, string name, string head) =>
        [new($"{Join(version, name)}.sql", NewText.Up(head))];
}

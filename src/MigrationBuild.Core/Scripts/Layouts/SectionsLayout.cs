namespace MigrationBuild.Scripts.Layouts;

/// <summary>`0007_add_email.sql` with `-- migrate:up` and `-- migrate:down` (dbmate). A file without sections has <see cref="PlainLayout"/>.</summary>
public sealed class SectionsLayout : ScriptLayout
{
    public override string Name => "sections";

    public override string Example => "0007_add_email.sql with sections";

    public override ScriptName? TryParse(FileNameParts parts) =>
        parts.Part is null && VersionPrefix.TrySplit(parts.Stem, out var version, out var name)
            ? new ScriptName { Layout = this, Version = version, Name = name, Engine = parts.Engine }
            : null;

    public override string? DownFileFor(string upFile) => null;

    public override IReadOnlyList<NewScript> NewFiles(string version, string? from, string name, string head) =>
        [new($"{Join(version, name)}.sql", NewText.Sections(head))];
}

namespace MigrationBuild.Scripts.Layouts;

/// <summary>`0007_add_email/up.sql`, `down.sql`, `verify.sql` (diesel).</summary>
public sealed class FolderLayout : ScriptLayout
{
    public override string Name => "folder";

    public override string Example => "0007_add_email/up.sql";

    public override ScriptName? TryParse(FileNameParts parts) =>
        parts.Stem.Length == 0 && parts.Part is not null && VersionPrefix.TrySplit(parts.Folder, out var version, out var name)
            ? new ScriptName { Layout = this, Part = parts.Part, Version = version, Name = name, Engine = parts.Engine }
            : null;

    public override string DownFileFor(string upFile)
    {
        var fileStart = upFile.LastIndexOf('/') + 1;
        return upFile[..fileStart] + ReplaceSuffix("." + upFile[fileStart..], "up", "down")[1..];
    }

    public override IReadOnlyList<NewScript> NewFiles(string version, string? from, string name, string head) =>
    [
        new($"{Join(version, name)}/up.sql", NewText.Up(head)),
        new($"{Join(version, name)}/down.sql", NewText.Down),
    ];
}

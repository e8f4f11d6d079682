using MigrationBuild.Sql;

namespace MigrationBuild.Scripts;

/// <summary>
/// A script's file name, taken apart from its end: `0007_add.sqlite.up.sql` is the stem `0007_add`, the engine `sqlite` and the part up.
/// Engine and part stand in either order; an engine further inside, between other words and dots, counts as well.
/// </summary>
/// <param name="Stem">What is left; empty where the folder carries version and name (`0007_add/up.sql`).</param>
/// <param name="Folder">The name of the folder that holds the file.</param>
/// <param name="Part">Null where the file name does not say it.</param>
/// <param name="Engine">Null where there is no suffix of a known engine.</param>
public sealed record FileNameParts(string Stem, string Folder, ScriptPart? Part, string? Engine)
{
    // Of pop and popx, for a script that they run outside a transaction. It is no part of the name, and nothing else here: only the
    // script itself can give up its transaction, and MB2005 asks it to where it must.
    private const string OutsideTransaction = "autocommit";

    /// <summary>Null where this is no `.sql` file.</summary>
    /// <param name="path">With `/` between folders.</param>
    public static FileNameParts? TryParse(string path)
    {
        var segments = path.Split('/');
        var file = segments[^1];
        if (!file.EndsWith(".sql", StringComparison.OrdinalIgnoreCase))
            return null;
        var stem = file[..^".sql".Length];
        ScriptPart? part = null;
        string? engine = null;
        while (true)
        {
            var suffix = stem[(stem.LastIndexOf('.') + 1)..];
            if (part is null && PartOf(suffix) is { } foundPart)
                part = foundPart;
            else if (engine is null && EngineNames.Find(suffix) is { } foundEngine)
                engine = foundEngine;
            else if (!suffix.Equals(OutsideTransaction, StringComparison.OrdinalIgnoreCase) || suffix.Length == stem.Length)
                break;
            stem = stem[..Math.Max(0, stem.Length - suffix.Length - 1)];
        }
        engine ??= EngineWithin(stem);
        return new FileNameParts(stem, segments.Length > 1 ? segments[^2] : "", part, engine);
    }

    // `0007_add.cockroach.autocommit.up.sql`: another tool's word stands between. A script of another engine must never run on this one.
    private static string? EngineWithin(string stem) =>
        stem.Split('.').Skip(1).Select(EngineNames.Find).FirstOrDefault(e => e is not null);

    private static ScriptPart? PartOf(string suffix) =>
        suffix.Equals("up", StringComparison.OrdinalIgnoreCase) ? ScriptPart.Up
        : suffix.Equals("down", StringComparison.OrdinalIgnoreCase) ? ScriptPart.Down
        : suffix.Equals("verify", StringComparison.OrdinalIgnoreCase) ? ScriptPart.Verify
        : null;
}

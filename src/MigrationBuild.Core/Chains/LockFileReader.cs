using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Chains;

/// <summary>Text to <see cref="LockFile"/> (MB1305, MB1306). Whether it is true is the business of <see cref="LockCheck"/>.</summary>
public sealed class LockFileReader
{
    private readonly string _display;
    private readonly DiagnosticBag _bag;
    private readonly List<LockEntry> _entries = [];
    private readonly HashSet<MigrationVersion> _versions = [];
    private bool _isSound = true;

    private LockFileReader(string display, DiagnosticBag bag)
    {
        _display = display;
        _bag = bag;
    }

    /// <summary>Null where findings were added.</summary>
    /// <param name="text">With LF line ends.</param>
    public static LockFile? Parse(string text, string display, DiagnosticBag bag)
    {
        var reader = new LockFileReader(display, bag);
        var lines = text.Split('\n');
        if (reader.HasConflict(lines))
            return null;
        if (lines[0] != LockFile.Header)
        {
            reader.Malformed(1, 1, lines[0].StartsWith("migrationbuild-lock ", StringComparison.Ordinal)
                ? $"'{lines[0]}' is a format that this version does not know; use the version of MigrationBuild that wrote the file"
                : $"the first line must be '{LockFile.Header}'");
            return null;
        }
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].Length > 0)
                reader.ReadLine(lines[i], i + 1);
            else if (i < lines.Length - 1)
                reader.Malformed(i + 1, 1, "an empty line; remove it");
        }
        return reader._isSound ? new LockFile(reader._entries) : null;
    }

    private bool HasConflict(string[] lines)
    {
        var at = Array.FindIndex(lines, IsConflictMarker);
        if (at < 0)
            return false;
        _bag.Add(Descriptors.LockConflict, new SourceLocation(_display, at + 1),
            "conflict markers of a merge: keep the migrations of both sides, with different versions, delete the markers, then run `migrationbuild lock`");
        return true;
    }

    private static bool IsConflictMarker(string line) =>
        line.StartsWith("<<<<<<<", StringComparison.Ordinal)
        || line.StartsWith("=======", StringComparison.Ordinal)
        || line.StartsWith(">>>>>>>", StringComparison.Ordinal)
        || line.StartsWith("|||||||", StringComparison.Ordinal);

    private void ReadLine(string line, int number)
    {
        if (line.StartsWith("accepted ", StringComparison.Ordinal))
            ReadAccepted(line, number);
        else
            ReadEntry(line, number);
    }

    private void ReadEntry(string line, int number)
    {
        // The name may hold spaces, and may be empty.
        var fields = line.Split(' ', 5);
        if (fields.Length < 4)
        {
            Malformed(number, line.Length + 1, "the line ends too early; a migration is VERSION UPHASH DOWNHASH|- CHAINHASH NAME");
            return;
        }
        var isSound = IsVersion(fields, 0, number) & IsHash(fields, 1, number, orNone: false) & IsHash(fields, 2, number, orNone: true)
            & IsHash(fields, 3, number, orNone: false);
        if (!isSound)
            return;
        if (!_versions.Add(MigrationVersion.Parse(fields[0])))
        {
            Malformed(number, 1, $"version {fields[0]} has a line already; keep one, then run `migrationbuild lock`");
            return;
        }
        _entries.Add(new LockEntry(fields[0], fields[1], HashOrNull(fields[2]), fields[3], fields.Length > 4 ? fields[4] : "") { Line = number });
    }

    private void ReadAccepted(string line, int number)
    {
        var fields = line.Split(' ', 5);
        if (fields.Length < 5 || fields[4].Length == 0)
        {
            Malformed(number, line.Length + 1, "the line ends too early; it is: accepted VERSION OLDUPHASH OLDDOWNHASH|- REASON");
            return;
        }
        var isSound = IsVersion(fields, 1, number) & IsHash(fields, 2, number, orNone: false) & IsHash(fields, 3, number, orNone: true);
        if (!isSound)
            return;
        if (_entries.Count == 0)
        {
            if (_isSound)
                Malformed(number, 1, "an 'accepted' line must stand below the line of a migration");
            return;
        }
        var accepted = new AcceptedChange(fields[1], fields[2], HashOrNull(fields[3]), fields[4]);
        _entries[^1] = _entries[^1] with { Accepted = [.. _entries[^1].Accepted, accepted] };
    }

    private bool IsVersion(string[] fields, int index, int line) =>
        MigrationVersion.TryParse(fields[index]) is not null
        || Malformed(line, ColumnOf(fields, index), $"'{fields[index]}' is no version");

    private bool IsHash(string[] fields, int index, int line, bool orNone) =>
        (orNone && fields[index] == "-")
        || (fields[index].Length == 64 && fields[index].All(char.IsAsciiHexDigitLower))
        || Malformed(line, ColumnOf(fields, index), $"'{fields[index]}' is no SHA-256 hash (64 lower-case hexadecimal digits)");

    private bool Malformed(int line, int column, string what)
    {
        _isSound = false;
        _bag.Add(Descriptors.MalformedLock, new SourceLocation(_display, line, column), $"{what}; restore the file from version control if it was edited by hand");
        return false;
    }

    private static int ColumnOf(string[] fields, int index) => fields.Take(index).Sum(f => f.Length + 1) + 1;

    private static string? HashOrNull(string field) => field == "-" ? null : field;
}

using System.Text.RegularExpressions;
using MigrationBuild.Drivers;
using MigrationBuild.Sqlite.Engine;

namespace MigrationBuild.Sqlite.Scripts.Invariants;

/// <summary>Indexes that do not hold what their table holds: this engine keeps no account of them, and reads all of the file to tell.</summary>
internal static partial class IndexCheck
{
    private const int MostProblems = 100_000;

    /// <summary>Their names, each once.</summary>
    /// <exception cref="EngineException">The file itself is damaged.</exception>
    public static IReadOnlyList<string> FindInvalid(SqliteSession session)
    {
        var invalid = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var line in session.Rows($"PRAGMA main.integrity_check({MostProblems})", row => row.Text(0)!))
        {
            if (OfIndex().Match(line) is { Success: true } match)
                invalid.Add(match.Groups[1].Value);
            else if (line != "ok" && !OfValue().IsMatch(line))
                throw new EngineException($"the database is damaged: {line.ReplaceLineEndings(" ")}", "SQLITE_CORRUPT") { Trouble = EngineTrouble.Damaged };
        }
        return [.. invalid];
    }

    // The sentences of pragma.c; `row 7 missing from index orders_placed`.
    [GeneratedRegex("^(?:row [0-9]+ (?:missing from|values differ from)|wrong # of entries in|non-unique entry in|rowid not at end-of-record for row [0-9]+ of) index (.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex OfIndex();

    // Values that a constraint added by hand forbids: no damage of the file.
    [GeneratedRegex("^(?:NULL value in |(?:NUMERIC|TEXT|non-[A-Z]+) value in |CHECK constraint failed in )", RegexOptions.CultureInvariant)]
    private static partial Regex OfValue();
}

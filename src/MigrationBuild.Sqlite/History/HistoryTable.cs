using System.Globalization;
using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.Faults;
using MigrationBuild.Sqlite.Engine;

namespace MigrationBuild.Sqlite.History;

/// <summary>The table `migration_history`.</summary>
internal static class HistoryTable
{
    public const string Name = "migration_history";

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    // No CHECK on the action: a later version of the tool must be able to write a new one into an old table.
    private const string Create =
        """
        CREATE TABLE IF NOT EXISTS main.migration_history (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            run_id TEXT NOT NULL,
            action TEXT NOT NULL,
            version TEXT,
            name TEXT NOT NULL,
            up_hash TEXT,
            down_hash TEXT,
            chain_hash TEXT,
            bundle_digest TEXT NOT NULL,
            tool_version TEXT NOT NULL,
            at TEXT NOT NULL,
            by_whom TEXT NOT NULL,
            duration_ms INTEGER NOT NULL CHECK (duration_ms >= 0),
            note TEXT
        )
        """;

    private static readonly string[] Columns =
    [
        "id", "run_id", "action", "version", "name", "up_hash", "down_hash", "chain_hash", "bundle_digest", "tool_version", "at", "by_whom",
        "duration_ms", "note",
    ];

    private static readonly string Insert = $"INSERT INTO main.{Name} ({string.Join(", ", Columns.Skip(1))})";

    /// <summary>Identifiers are the same in any case for this engine.</summary>
    public static bool Is(string table) => table.Equals(Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Null where there is no such table; that alone means "no history".</summary>
    /// <exception cref="MigrationException">MB6009: there is something of that name which this cannot be read as.</exception>
    public static IReadOnlyList<HistoryRow>? Read(SqliteSession session)
    {
        if (!Exists(session))
            return null;
        return session.Rows($"SELECT {string.Join(", ", Columns)} FROM main.{Name} ORDER BY id", ReadRow);
    }

    public static void Append(SqliteSession session, HistoryRow row)
    {
        if (!Exists(session))
        {
            session.Execute(Create);
            FaultPoint.Reach("sqlite.history.table-made");
        }
        using var statement = session.Prepare($"{Insert} VALUES ({string.Join(", ", Columns.Skip(1).Select(_ => "?"))})");
        var values = ValuesOf(row);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is long number)
                statement.Bind(i + 1, number);
            else
                statement.Bind(i + 1, (string?)values[i]);
        }
        statement.Step();
    }

    public static string ToSql(HistoryRow row)
    {
        var literals = ValuesOf(row).Select(value => value is long number ? SqlText.Literal(number) : SqlText.Literal((string?)value));
        return $"{Create};\n{Insert}\n    VALUES ({string.Join(", ", literals)});\n";
    }

    private static object?[] ValuesOf(HistoryRow row) =>
    [
        row.RunId, NameOf(row.Action), row.Version, row.Name, row.UpHash, row.DownHash, row.ChainHash, row.BundleDigest, row.ToolVersion,
        row.At.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture), row.By, row.DurationMs, row.Note,
    ];

    private static bool Exists(SqliteSession session)
    {
        var found = session.Rows(
            $"SELECT type, name FROM main.sqlite_master WHERE lower(name) = '{Name}' AND type IN ('table', 'view')",
            row => (Type: row.Text(0)!, Name: row.Text(1)!));
        if (found.Count == 0)
            return false;
        if (found[0].Type != "table")
            throw Unreadable($"{found[0].Name} is a {found[0].Type}, not the table of the history; rename it");
        var columns = session.Rows($"SELECT name FROM pragma_table_info('{Name}', 'main') ORDER BY cid", row => row.Text(0)!);
        if (!columns.SequenceEqual(Columns, StringComparer.OrdinalIgnoreCase))
        {
            throw Unreadable(
                $"the table {found[0].Name} has the columns {string.Join(", ", columns)}, expected {string.Join(", ", Columns)}; "
                + "it was made by something else: rename that table");
        }
        return true;
    }

    private static HistoryRow ReadRow(SqliteStatement row)
    {
        string Required(int column) => row.Text(column) ?? throw Unreadable($"row {row.Text(0)} of {Name} has no {Columns[column]}");

        var at = Required(10);
        if (!DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            throw Unreadable($"row {row.Text(0)} of {Name} has '{at}' for its time");
        return new HistoryRow
        {
            Id = row.Integer(0),
            RunId = Required(1),
            Action = ActionOf(Required(2)) ?? throw Unreadable($"row {row.Text(0)} of {Name} has the unknown action '{row.Text(2)}'; a newer version of this tool may have written it"),
            Version = row.Text(3),
            Name = Required(4),
            UpHash = row.Text(5),
            DownHash = row.Text(6),
            ChainHash = row.Text(7),
            BundleDigest = Required(8),
            ToolVersion = Required(9),
            At = time,
            By = Required(11),
            DurationMs = row.Integer(12),
            Note = row.Text(13),
        };
    }

    private static string NameOf(HistoryAction action) => action.ToString().ToLowerInvariant();

    private static HistoryAction? ActionOf(string name) =>
        Enum.GetValues<HistoryAction>().Where(action => NameOf(action) == name).Select(action => (HistoryAction?)action).FirstOrDefault();

    private static MigrationException Unreadable(string message) => new(Descriptors.HistoryUnreadable, ExitCode.Refused,
        $"{message}; nothing was touched. Put it right with the engine's own shell, or go back to a snapshot ('migrationbuild snapshot list')");
}

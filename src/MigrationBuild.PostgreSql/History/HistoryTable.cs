using System.Globalization;
using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.Faults;
using MigrationBuild.PostgreSql.Connections;
using Npgsql;

namespace MigrationBuild.PostgreSql.History;

/// <summary>The table `migration_history` in one schema, always named with it: scripts may change the search path.</summary>
internal sealed class HistoryTable(string schema)
{
    public const string Name = "migration_history";

    private static readonly string[] Columns =
    [
        "id", "run_id", "action", "version", "name", "up_hash", "down_hash", "chain_hash", "bundle_digest", "tool_version", "at", "by_whom",
        "duration_ms", "note",
    ];

    private static readonly string ColumnsToWrite = string.Join(", ", Columns.Skip(1));

    public string Schema => schema;

    /// <summary>As SQL needs it.</summary>
    public string QualifiedName { get; } = $"{SqlText.Identifier(schema)}.{Name}";

    // No CHECK on the action: a later version of the tool must be able to write a new one into an old table.
    private string Create =>
        $"""
        CREATE TABLE IF NOT EXISTS {QualifiedName} (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            run_id text NOT NULL,
            action text NOT NULL,
            version text,
            name text NOT NULL,
            up_hash text,
            down_hash text,
            chain_hash text,
            bundle_digest text NOT NULL,
            tool_version text NOT NULL,
            at timestamptz NOT NULL,
            by_whom text NOT NULL,
            duration_ms bigint NOT NULL CHECK (duration_ms >= 0),
            note text
        )
        """;

    /// <summary>Null where there is no such table; that alone means "no history".</summary>
    /// <exception cref="MigrationException">MB6009: there is something of that name which this cannot be read as.</exception>
    public async Task<IReadOnlyList<HistoryRow>?> ReadAsync(Session session, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(session, cancellationToken).ConfigureAwait(false))
            return null;
        return await session.RowsAsync($"SELECT {string.Join(", ", Columns)} FROM {QualifiedName} ORDER BY id", ReadRow, cancellationToken).ConfigureAwait(false);
    }

    public async Task AppendAsync(Session session, HistoryRow row, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(session, cancellationToken).ConfigureAwait(false))
        {
            await session.ExecuteAsync(Create, cancellationToken).ConfigureAwait(false);
            FaultPoint.Reach("postgresql.history.table-made");
        }
        var parameters = string.Join(", ", Columns.Skip(1).Select((_, i) => FormattableString.Invariant($"${i + 1}")));
        await session.RunAsync($"INSERT INTO {QualifiedName} ({ColumnsToWrite}) VALUES ({parameters})", cancellationToken, ValuesOf(row)).ConfigureAwait(false);
    }

    /// <summary>For whoever runs it by hand: then the search path decides about the schema.</summary>
    public static string ToSql(HistoryRow row)
    {
        var create = new HistoryTable("public").Create.Replace("\"public\".", "", StringComparison.Ordinal);
        var literals = ValuesOf(row).Select(value => value switch
        {
            long number => number.ToString(CultureInfo.InvariantCulture),
            DateTime time => SqlText.Literal(time.ToString("yyyy-MM-dd HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)),
            _ => SqlText.Literal((string?)value),
        });
        return $"{create};\nINSERT INTO {Name} ({ColumnsToWrite})\n    VALUES ({string.Join(", ", literals)});\n";
    }

    private static object?[] ValuesOf(HistoryRow row) =>
    [
        row.RunId, row.Action.ToString().ToLowerInvariant(), row.Version, row.Name, row.UpHash, row.DownHash, row.ChainHash, row.BundleDigest,
        row.ToolVersion, row.At.UtcDateTime, row.By, row.DurationMs, row.Note,
    ];

    private async Task<bool> ExistsAsync(Session session, CancellationToken cancellationToken)
    {
        var columns = await session.RowsAsync(
            """
            SELECT c.relkind::text, a.attname::text, pg_catalog.row_security_active(c.oid) FROM pg_catalog.pg_class c
                LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.oid = pg_catalog.to_regclass($1) ORDER BY a.attnum
            """,
            row => (Kind: row.GetString(0), Name: row.IsDBNull(1) ? "" : row.GetString(1), IsFiltered: row.GetBoolean(2)), cancellationToken, QualifiedName).ConfigureAwait(false);
        if (columns.Count == 0)
            return false;
        if (columns[0].Kind is not ("r" or "p"))
            throw Unreadable($"{QualifiedName} is not the table of the history but something else; rename it");
        if (columns[0].IsFiltered)
            throw Unreadable($"row level security hides rows of {QualifiedName} from this role, so that what is applied is not known; deploy as its owner, or give the role BYPASSRLS");
        if (!columns.Select(c => c.Name).SequenceEqual(Columns, StringComparer.Ordinal))
        {
            throw Unreadable(
                $"the table {QualifiedName} has the columns {string.Join(", ", columns.Select(c => c.Name))}, expected {string.Join(", ", Columns)}; "
                + "it was made by something else: rename it");
        }
        return true;
    }

    private HistoryRow ReadRow(NpgsqlDataReader row)
    {
        var action = row.GetString(2);
        return new HistoryRow
        {
            Id = row.GetInt64(0),
            RunId = row.GetString(1),
            Action = Enum.GetValues<HistoryAction>().Where(a => a.ToString().ToLowerInvariant() == action).Select(a => (HistoryAction?)a).FirstOrDefault()
                ?? throw Unreadable($"row {row.GetInt64(0).ToString(CultureInfo.InvariantCulture)} of {QualifiedName} has the unknown action '{action}'; a newer version of this tool may have written it"),
            Version = Text(3),
            Name = row.GetString(4),
            UpHash = Text(5),
            DownHash = Text(6),
            ChainHash = Text(7),
            BundleDigest = row.GetString(8),
            ToolVersion = row.GetString(9),
            At = new DateTimeOffset(row.GetDateTime(10), TimeSpan.Zero),
            By = row.GetString(11),
            DurationMs = row.GetInt64(12),
            Note = Text(13),
        };

        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }

    private static MigrationException Unreadable(string message) => new(Descriptors.HistoryUnreadable, ExitCode.Refused, message);
}

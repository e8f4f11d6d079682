using MigrationBuild.Deployment;
using MigrationBuild.Drivers;
using MigrationBuild.Schemas;
using MigrationBuild.Sql;
using MigrationBuild.Sqlite.Engine;

namespace MigrationBuild.Sqlite.Schemas;

/// <summary>Reads what a user has made, without the history table and what the engine keeps for itself.</summary>
internal sealed class SchemaReader(SqliteSession session, ISqlDialect dialect, SchemaMemory memory)
{
    public SchemaReader(SqliteSession session, ISqlDialect dialect)
        : this(session, dialect, new SchemaMemory())
    {
    }

    public bool IsEmpty() => UserObjects().Rows.Count == 0;

    public Schema ReadSchema()
    {
        UserObjects();
        return memory.SchemaOf(row => new SchemaObject(row.Type, row.Name, LinesOf(row)));
    }

    public DatabaseState ReadState()
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in UserObjects().Rows.Where(row => row.Type == "table"))
        {
            if (CountRows(table) is { } count)
                counts.Add(table.Name, count);
        }
        return new DatabaseState(ReadSchema().Fingerprint, counts);
    }

    private long? CountRows(MasterRow table)
    {
        try
        {
            return session.Integer($"SELECT count(*) FROM main.{SqlText.Identifier(table.Name)}");
        }
        catch (EngineException e) when (table.Module is not null && e.Message.StartsWith("no such module", StringComparison.Ordinal))
        {
            // Only the application can read this table; nothing that runs here can have changed it.
            return null;
        }
    }

    public UserObjects UserObjects()
    {
        if (memory.MayHaveChanged)
            memory.Objects.Apply(memory.Master.Read(session, dialect));
        memory.MayHaveChanged = false;
        return memory.Objects;
    }

    private IReadOnlyList<string> LinesOf(MasterRow row)
    {
        try
        {
            return row switch
            {
                { Module: not null } => AfterName(row, "VIRTUAL", "TABLE"),
                { Type: "table" } => TableLines(row),
                { Type: "index" } => IndexText.Parse(session, row.Name, row.Table, row.Sql, dialect),
                { Type: "view" } => AfterName(row, "VIEW"),
                _ => TriggerLines(row),
            };
        }
        catch (FormatException)
        {
            // A way to write it that the engine knows and this does not: whole, it compares as well, only less kindly.
            return [SqlPrinter.Plain.Print(SqlPieces.Of(row.Sql, dialect).TakeRest())];
        }
    }

    private IReadOnlyList<string> TableLines(MasterRow row)
    {
        var table = TableText.Parse(row.Sql, dialect);
        var columns = session.Rows(
            $"SELECT name FROM pragma_table_xinfo({SqlText.Literal(row.Name)}, 'main') ORDER BY cid", column => column.Text(0)!);
        return columns.SequenceEqual(table.ColumnNames, StringComparer.Ordinal)
            ? table.Lines
            : throw new FormatException("the columns of the table are not those of its text");
    }

    private IReadOnlyList<string> TriggerLines(MasterRow row)
    {
        var pieces = TextAfterName(row, "TRIGGER").TakeRest();
        var lines = new List<string>();
        var line = new List<SqlPiece>();
        for (var i = 0; i < pieces.Count; i++)
        {
            // The only kind of trigger that there is, whether written or not.
            if (i + 2 < pieces.Count && pieces[i].Is("FOR") && pieces[i + 1].Is("EACH") && pieces[i + 2].Is("ROW"))
            {
                i += 2;
                continue;
            }
            line.Add(pieces[i]);
            if (pieces[i].Kind != SqlTokenKind.Semicolon)
                continue;
            lines.Add(SqlPrinter.Plain.Print(line));
            line.Clear();
        }
        lines.Add(SqlPrinter.Plain.Print(line));
        return lines;
    }

    private IReadOnlyList<string> AfterName(MasterRow row, params ReadOnlySpan<string> kind) =>
        [SqlPrinter.Plain.Print(TextAfterName(row, kind).TakeRest())];

    private SqlPieces TextAfterName(MasterRow row, params ReadOnlySpan<string> kind)
    {
        var pieces = SqlPieces.Of(row.Sql, dialect);
        pieces.Expect("CREATE");
        pieces.Expect(kind);
        pieces.Accept("IF", "NOT", "EXISTS");
        pieces.TakeName();
        return pieces;
    }
}

using MigrationBuild.Sql;

namespace MigrationBuild.Sqlite.Schemas;

/// <summary>
/// A stored CREATE TABLE as lines: the columns in their order, then the constraints, sorted, whether they were written behind a column or at
/// the end. (sqlite.org/lang_createtable.html)
/// </summary>
internal sealed class TableText
{
    private readonly List<string> _constraints = [];
    private readonly SqlPrinter _printer;

    private TableText(IReadOnlyList<SqlPiece> body, IReadOnlyList<SqlPiece> options)
    {
        var items = SqlPieces.SplitAtCommas(body).ToList();
        var columns = items.TakeWhile(item => !IsConstraint(item)).ToList();
        ColumnNames = [.. columns.Select(item => new SqlPieces(item).TakeName())];
        _printer = new SqlPrinter(ColumnNames);
        var lines = columns.Select(item => ReadColumn(new SqlPieces(item))).ToList();
        foreach (var item in items.Skip(columns.Count))
            ReadConstraints(new SqlPieces(item));
        lines.AddRange(_constraints.Order(StringComparer.Ordinal));
        if (options.Count > 0)
            lines.Add(SqlPrinter.Plain.Print(options).ToLowerInvariant());
        Lines = lines;
    }

    public IReadOnlyList<string> ColumnNames { get; }

    public IReadOnlyList<string> Lines { get; }

    /// <exception cref="FormatException">This is not written as expected.</exception>
    public static TableText Parse(string sql, ISqlDialect dialect)
    {
        var pieces = SqlPieces.Of(sql, dialect);
        pieces.Expect("CREATE");
        pieces.Expect("TABLE");
        pieces.Accept("IF", "NOT", "EXISTS");
        pieces.TakeName();
        return new TableText(pieces.TakeGroup(), pieces.TakeRest());
    }

    private static bool IsConstraint(IReadOnlyList<SqlPiece> item) =>
        item.Count > 0 && new[] { "CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN" }.Any(item[0].Is);

    private string ReadColumn(SqlPieces pieces)
    {
        var name = pieces.TakeName();
        var type = ReadType(pieces);
        string? notNull = null, fallback = null, collation = null, generated = null;
        while (!pieces.AtEnd)
        {
            var label = ReadLabel(pieces);
            if (pieces.Accept("NOT", "NULL"))
                notNull = $" {label}NOT NULL{ReadConflict(pieces)}";
            else if (pieces.Accept("NULL"))
                ReadConflict(pieces);
            else if (pieces.Accept("DEFAULT"))
                fallback = $" DEFAULT {ReadDefault(pieces)}";
            else if (pieces.Accept("COLLATE"))
                collation = pieces.TakeName() is var c && c.Equals("BINARY", StringComparison.OrdinalIgnoreCase) ? null : $" COLLATE {c.ToUpperInvariant()}";
            else if (pieces.Accept("GENERATED", "ALWAYS", "AS") || pieces.Accept("AS"))
                generated = $" AS ({_printer.Print(pieces.TakeGroup())}) {(pieces.Accept("STORED") ? "STORED" : VirtualWord(pieces))}";
            else if (pieces.Accept("PRIMARY", "KEY"))
                AddColumnKey(label, name, pieces);
            else if (pieces.Accept("UNIQUE"))
                _constraints.Add($"{label}unique ({_printer.Name(name)}){ReadConflict(pieces)}");
            else if (pieces.Current.Is("REFERENCES"))
                _constraints.Add($"{label}foreign key ({_printer.Name(name)}) {ReadReferences(pieces)}");
            else
                ReadCheck(label, pieces);
        }
        return $"column {_printer.Name(name)}{type}{collation}{notNull}{fallback}{generated}";
    }

    private static string VirtualWord(SqlPieces pieces)
    {
        pieces.Accept("VIRTUAL");
        return "VIRTUAL";
    }

    private static string ReadType(SqlPieces pieces)
    {
        var words = new List<SqlPiece>();
        while (!pieces.AtEnd && !StartsColumnConstraint(pieces.Current))
            words.Add(pieces.Take());
        return words.Count == 0 ? "" : " " + SqlPrinter.Plain.Print(words.Select(w => w.IsName ? w with { Text = w.Name } : w)).ToUpperInvariant();
    }

    private static bool StartsColumnConstraint(SqlPiece piece) =>
        new[] { "CONSTRAINT", "PRIMARY", "NOT", "NULL", "UNIQUE", "CHECK", "DEFAULT", "COLLATE", "REFERENCES", "GENERATED", "AS" }.Any(piece.Is);

    private string ReadDefault(SqlPieces pieces)
    {
        if (pieces.Current.IsSymbol('('))
            return _printer.Print(pieces.TakeGroup());
        var value = new List<SqlPiece> { pieces.Take() };
        if (value[0].IsSymbol('-') || value[0].IsSymbol('+'))
            value.Add(pieces.Take());
        // Here a word is a string, not a column; its case counts.
        return value is [{ Kind: SqlTokenKind.QuotedIdentifier }] ? value[0].Text : SqlPrinter.Plain.Print(value);
    }

    private void AddColumnKey(string label, string column, SqlPieces pieces)
    {
        // "INTEGER PRIMARY KEY DESC" is no alias of the rowid, as a key at the end of the table would be (sqlite.org/lang_createtable.html#rowid).
        var descending = pieces.Accept("DESC") ? " desc behind the column" : "";
        pieces.Accept("ASC");
        var conflict = ReadConflict(pieces);
        var increment = pieces.Accept("AUTOINCREMENT") ? " autoincrement" : "";
        _constraints.Add($"{label}primary key ({_printer.Name(column)}){descending}{conflict}{increment}");
    }

    private void ReadConstraints(SqlPieces pieces)
    {
        // The engine does not insist on commas between constraints.
        while (!pieces.AtEnd)
        {
            var label = ReadLabel(pieces);
            if (pieces.Accept("PRIMARY", "KEY"))
            {
                var key = pieces.TakeGroup();
                var increment = key.Count > 0 && key[^1].Is("AUTOINCREMENT");
                _constraints.Add($"{label}primary key ({ReadKey(increment ? [.. key.SkipLast(1)] : key)}){ReadConflict(pieces)}{(increment ? " autoincrement" : "")}");
            }
            else if (pieces.Accept("UNIQUE"))
            {
                _constraints.Add($"{label}unique ({ReadKey(pieces.TakeGroup())}){ReadConflict(pieces)}");
            }
            else if (pieces.Accept("FOREIGN", "KEY"))
            {
                _constraints.Add($"{label}foreign key ({ReadKey(pieces.TakeGroup())}) {ReadReferences(pieces)}");
            }
            else
            {
                ReadCheck(label, pieces);
            }
        }
    }

    private void ReadCheck(string label, SqlPieces pieces)
    {
        if (pieces.AtEnd && label.Length > 0)
            return;
        pieces.Expect("CHECK");
        _constraints.Add($"{label}check ({_printer.Print(pieces.TakeGroup())}){ReadConflict(pieces)}");
    }

    private string ReadKey(IReadOnlyList<SqlPiece> group) =>
        string.Join(", ", SqlPieces.SplitAtCommas(group).Select(part => _printer.Print(part.Count > 0 && part[^1].Is("ASC") ? part.SkipLast(1) : part)));

    private string ReadReferences(SqlPieces pieces)
    {
        pieces.Expect("REFERENCES");
        var text = $"references {SqlPrinter.Plain.Name(pieces.TakeName())}";
        if (pieces.Current.IsSymbol('('))
            text += $" ({SqlPrinter.Plain.Print(pieces.TakeGroup())})";
        var actions = new SortedSet<string>(StringComparer.Ordinal);
        while (pieces.Current.Is("ON") || pieces.Current.Is("MATCH"))
        {
            if (pieces.Accept("MATCH"))
                pieces.TakeName(); // Read by the engine, and never heeded (sqlite.org/foreignkeys.html#fk_unsupported).
            else
                ReadAction(pieces, actions);
        }
        foreach (var action in actions)
            text += " " + action;
        if (pieces.Accept("NOT", "DEFERRABLE"))
            ReadInitially(pieces);
        else if (pieces.Accept("DEFERRABLE") && ReadInitially(pieces))
            text += " deferrable initially deferred";
        return text;
    }

    private static void ReadAction(SqlPieces pieces, SortedSet<string> actions)
    {
        pieces.Expect("ON");
        var change = pieces.Take().Text.ToLowerInvariant();
        var action = pieces.Take().Text.ToLowerInvariant();
        if (action is "set" or "no")
            action += " " + pieces.Take().Text.ToLowerInvariant();
        if (action != "no action")
            actions.Add($"on {change} {action}");
    }

    // Anything but "initially deferred" is checked at once (sqlite.org/foreignkeys.html#fk_deferred).
    private static bool ReadInitially(SqlPieces pieces)
    {
        if (!pieces.Accept("INITIALLY"))
            return false;
        return pieces.Take().Is("DEFERRED");
    }

    private static string ReadLabel(SqlPieces pieces) =>
        pieces.Accept("CONSTRAINT") ? $"constraint {SqlPrinter.Plain.Name(pieces.TakeName())} " : "";

    private static string ReadConflict(SqlPieces pieces)
    {
        if (!pieces.Accept("ON", "CONFLICT"))
            return "";
        var resolution = pieces.Take().Text.ToLowerInvariant();
        return resolution == "abort" ? "" : $" on conflict {resolution}";
    }
}

using MigrationBuild.Sql;
using MigrationBuild.Sqlite.Engine;

namespace MigrationBuild.Sqlite.Schemas;

/// <summary>A stored CREATE INDEX as lines. Collation and order of each part are the engine's own answer, so that inherited and written ones are the same.</summary>
internal static class IndexText
{
    /// <exception cref="FormatException">This is not written as expected.</exception>
    public static IReadOnlyList<string> Parse(SqliteSession session, string index, string table, string sql, ISqlDialect dialect)
    {
        var printer = new SqlPrinter(session.Rows(
            $"SELECT name FROM pragma_table_xinfo({SqlText.Literal(table)}, 'main') ORDER BY cid", row => row.Text(0)!));
        var pieces = SqlPieces.Of(sql, dialect);
        pieces.Expect("CREATE");
        var unique = pieces.Accept("UNIQUE");
        pieces.Expect("INDEX");
        pieces.Accept("IF", "NOT", "EXISTS");
        pieces.TakeName();
        pieces.Expect("ON");
        pieces.TakeName();
        var parts = SqlPieces.SplitAtCommas(pieces.TakeGroup()).ToList();
        var facts = session.Rows(
            $"SELECT name, \"desc\", coll FROM pragma_index_xinfo({SqlText.Literal(index)}, 'main') WHERE key = 1 ORDER BY seqno",
            row => (Column: row.Text(0), Descending: row.Integer(1) != 0, Collation: row.Text(2)!));
        if (facts.Count != parts.Count)
            throw new FormatException("the parts of the index are not those of its text");

        var keys = parts.Zip(facts, (part, fact) => Part(part, fact.Column, fact.Descending, fact.Collation, printer));
        var lines = new List<string> { $"{(unique ? "unique " : "")}on {SqlPrinter.Plain.Name(table)} ({string.Join(", ", keys)})" };
        if (pieces.Accept("WHERE"))
            lines.Add($"where {printer.Print(pieces.TakeRest())}");
        return lines;
    }

    private static string Part(IReadOnlyList<SqlPiece> part, string? column, bool descending, string collation, SqlPrinter printer)
    {
        var text = column is null ? printer.Print(WithoutOrder(part)) : printer.Name(column);
        return $"{text}{(collation.Equals("BINARY", StringComparison.OrdinalIgnoreCase) ? "" : $" collate {collation.ToUpperInvariant()}")}{(descending ? " desc" : "")}";
    }

    private static IEnumerable<SqlPiece> WithoutOrder(IReadOnlyList<SqlPiece> part) =>
        part.Count > 0 && (part[^1].Is("ASC") || part[^1].Is("DESC")) ? part.SkipLast(1) : part;
}

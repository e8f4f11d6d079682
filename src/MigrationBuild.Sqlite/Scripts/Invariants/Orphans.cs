using MigrationBuild.Drivers;
using MigrationBuild.Sqlite.Engine;

namespace MigrationBuild.Sqlite.Scripts.Invariants;

/// <summary>Rows whose foreign key points nowhere (sqlite.org/pragma.html#pragma_foreign_key_check): a row counts once for each such key.</summary>
internal static class Orphans
{
    /// <param name="column">Only keys that this column is in; null: all.</param>
    /// <exception cref="EngineException">There is no such table or key: a count that cannot be anything but 0 would say nothing.</exception>
    public static long Count(SqliteSession session, string table, string? column)
    {
        _ = TableColumns.Read(session, table);
        var keys = session.Rows($"PRAGMA main.foreign_key_list({SqlText.Identifier(table)})", row => (Id: row.Integer(0), From: row.Text(3)!))
            .Where(key => column is null || NameComparer.Instance.Equals(key.From, column)).Select(key => key.Id).ToHashSet();
        if (keys.Count == 0)
            throw new EngineException(column is null ? $"{table} has no foreign key" : $"{table} has no foreign key with a column {column}", null);
        return Check(session, table, row => row.Integer(3)).Count(keys.Contains);
    }

    /// <summary>A line for each table and the one that it points to.</summary>
    public static IEnumerable<string> Lines(SqliteSession session) =>
        ForeignKeyCheck.Tables(session).SelectMany(table => Lines(session, table));

    private static IEnumerable<string> Lines(SqliteSession session, string table)
    {
        try
        {
            return [.. Check(session, table, row => row.Text(2)!).CountBy(parent => parent)
                .Select(p => $"table {table}: {p.Value} {(p.Value == 1 ? "row points" : "rows point")} to missing {p.Key}")];
        }
        catch (EngineException e) when (ForeignKeyCheck.IsMismatch(e))
        {
            return [$"table {table}: {e.Message}"];
        }
    }

    // A row tells: table, rowid, parent, number of the key.
    private static List<T> Check<T>(SqliteSession session, string table, Func<SqliteStatement, T> read) =>
        session.Rows($"PRAGMA main.foreign_key_check({SqlText.Identifier(table)})", read);
}

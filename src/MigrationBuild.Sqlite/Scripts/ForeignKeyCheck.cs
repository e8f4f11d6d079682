using MigrationBuild.Drivers;
using MigrationBuild.Sqlite.Engine;

namespace MigrationBuild.Sqlite.Scripts;

/// <summary>`PRAGMA foreign_key_check`, table by table in the order of their names; within a table in the engine's order, which is that of its rows.</summary>
internal static class ForeignKeyCheck
{
    public static IReadOnlyList<string> Run(SqliteSession session) => Run(session, Tables(session));

    public static IReadOnlyList<string> Run(SqliteSession session, IReadOnlyList<string> tables)
    {
        var lines = new List<string>();
        foreach (var table in tables)
        {
            try
            {
                AddLines(session, table, lines);
            }
            catch (EngineException e) when (IsMismatch(e))
            {
                lines.Add($"table {table}: {e.Message}");
            }
        }
        return lines;
    }

    /// <summary>The tables that can have foreign keys, by name.</summary>
    public static IReadOnlyList<string> Tables(SqliteSession session) => session.Rows(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name", row => row.Text(0)!);

    /// <summary>The parent's columns are not unique: no row of this table could be written with foreign keys on.</summary>
    public static bool IsMismatch(EngineException refusal) => refusal.Message.StartsWith("foreign key mismatch", StringComparison.Ordinal);

    private static void AddLines(SqliteSession session, string table, List<string> lines)
    {
        using var statement = session.Prepare($"PRAGMA main.foreign_key_check({SqlText.Identifier(table)})");
        while (statement.Step())
        {
            var row = statement.Text(1);
            lines.Add($"table {table} {(row is null ? "has a row (without rowid) that" : $"row {row}")} points to missing {statement.Text(2)}");
        }
    }
}

using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;
using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.PostgreSql;

/// <summary>One statement, by its first words.</summary>
internal static class StatementReader
{
    // They change no table, or only what a role may see and do.
    private static readonly string[] Others =
    [
        "SELECT", "VALUES", "TABLE", "EXPLAIN", "ANALYZE", "ANALYSE", "COMMENT", "GRANT", "REVOKE", "REASSIGN", "CHECKPOINT", "NOTIFY", "LISTEN", "UNLISTEN",
        "SHOW", "DISCARD", "LOAD", "DECLARE", "FETCH", "MOVE", "CLOSE", "DEALLOCATE", "IMPORT", "SECURITY",
    ];

    /// <summary>Null where it is not understood.</summary>
    /// <param name="depth">In how many blocks it is.</param>
    public static Statement? Read(TokenReader reader, int depth = 0)
    {
        var start = reader.Offset;
        if (reader.Try("ALTER"))
            return AlterReader.TryRead(reader, start);
        if (reader.Try("CREATE"))
            return CreateReader.TryRead(reader, start);
        if (reader.Try("DROP"))
            return DropReader.TryRead(reader, start);
        if (reader.Try("DO"))
            return BlockReader.TryRead(reader, start, depth);
        return RowsReader.TryRead(reader, start) ?? MaintenanceReader.TryRead(reader, start) ?? SettingReader.TryRead(reader, start) ?? Other(reader, start);
    }

    private static OtherStatement? Other(TokenReader reader, int start)
    {
        while (reader.TrySymbol("("))
        {
            // (SELECT …) UNION …
        }
        return Array.Find(Others, w => reader.Is(w)) is { } word ? new OtherStatement(start, word) { OnlyReads = QueryReader.OnlyReads(reader) } : null;
    }
}

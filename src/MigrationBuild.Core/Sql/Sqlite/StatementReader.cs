using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;
using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.Sqlite;

/// <summary>One statement, by its first words.</summary>
internal static class StatementReader
{
    // They change no table.
    private static readonly string[] Others = ["SELECT", "VALUES", "EXPLAIN", "ANALYZE", "REINDEX", "ATTACH", "DETACH"];

    private static readonly string[] Control = ["BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE"];

    /// <summary>Null where it is not understood.</summary>
    public static Statement? Read(TokenReader reader)
    {
        var start = reader.Offset;
        if (reader.Try("ALTER", "TABLE"))
            return AlterTableReader.TryRead(reader, start);
        if (reader.Try("CREATE"))
            return CreateReader.TryRead(reader, start);
        if (reader.Try("DROP"))
            return DropReader.TryRead(reader, start);
        if (reader.Try("PRAGMA"))
            return PragmaReader.TryRead(reader, start);
        if (reader.Is("WITH"))
            return ChangeReader.TrySkipQueries(reader) ? ChangeReader.TryRead(reader, start) ?? new OtherStatement(start, "WITH") : null;
        if (reader.Try("VACUUM"))
            return new Vacuum(start, [], IsFull: true);
        if (Array.Find(Control, w => reader.Is(w)) is { } control)
            return new TransactionControl(start, control);
        return ChangeReader.TryRead(reader, start) ?? (Array.Find(Others, w => reader.Is(w)) is { } word ? new OtherStatement(start, word) { OnlyReads = QueryReader.OnlyReads(reader) } : null);
    }
}

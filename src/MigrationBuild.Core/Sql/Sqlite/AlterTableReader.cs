using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;
using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.Sqlite;

/// <summary>ALTER TABLE, from the word after that on. It takes one action.</summary>
internal static class AlterTableReader
{
    /// <summary>Null where it is not understood.</summary>
    public static AlterTable? TryRead(TokenReader reader, int start)
    {
        if (reader.TryObjectName() is not { } name)
            return null;
        var from = reader.Position;
        var at = reader.Offset;
        var action = TryReadAction(reader, at);
        return new AlterTable(start, name, [action is not null && reader.AtEnd ? action : new UnrecognizedAction(at, reader.FirstWords(from))]);
    }

    private static AlterAction? TryReadAction(TokenReader reader, int start)
    {
        if (reader.Try("ADD"))
        {
            reader.Try("COLUMN");
            return ColumnReader.TryRead(reader, TypeReader.TryRead) is { } column ? new AddColumn(start, column, IfNotExists: false) : null;
        }
        if (reader.Try("DROP"))
        {
            reader.Try("COLUMN");
            return reader.TryName() is { } dropped ? new DropColumn(start, dropped) : null;
        }
        if (!reader.Try("RENAME"))
            return null;
        if (reader.Try("TO"))
            return reader.TryName() is { } newTable ? new RenameTable(start, newTable) : null;
        reader.Try("COLUMN");
        return reader.TryName() is { } renamed && reader.Try("TO") && reader.TryName() is { } newName ? new RenameColumn(start, renamed, newName) : null;
    }
}

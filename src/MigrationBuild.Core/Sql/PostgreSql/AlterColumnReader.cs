using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.PostgreSql;

/// <summary>ALTER [COLUMN] of ALTER TABLE, from the column on.</summary>
internal static class AlterColumnReader
{
    /// <summary>Null where it is not understood.</summary>
    public static AlterAction? TryRead(TokenReader reader, int start)
    {
        reader.Try("COLUMN");
        if (reader.TryName() is not { } column)
        {
            // ALTER INDEX … ALTER COLUMN 2 SET STATISTICS
            return reader.Current.Kind == SqlTokenKind.Number ? new OtherAction(start, "ALTER COLUMN") : null;
        }
        if (reader.Try("TYPE") || reader.Try("SET", "DATA", "TYPE"))
            return Type(reader, start, column);
        if (reader.Try("SET", "NOT", "NULL"))
            return new SetNotNull(start, column);
        if (reader.Try("DROP", "NOT", "NULL"))
            return new DropNotNull(start, column);
        if (reader.Try("SET", "DEFAULT"))
            return new SetDefault(start, column, ExpressionReader.Until(reader, r => r.IsSymbol(",")));
        if (reader.Try("DROP", "DEFAULT"))
            return new DropDefault(start, column);
        if (reader.Try("ADD", "GENERATED"))
            return new AddIdentity(start, column);
        var isOther = reader.IsOneOf("RESET", "RESTART", "OPTIONS") || reader.Is("DROP", "IDENTITY") || reader.Is("DROP", "EXPRESSION") || IsSetOfOther(reader);
        return isOther ? new OtherAction(start, "ALTER COLUMN") : null;
    }

    private static AlterColumnType? Type(TokenReader reader, int start, SqlName column)
    {
        if (TypeReader.TryRead(reader) is not { } type)
            return null;
        if (reader.Try("COLLATE"))
            reader.TryObjectName();
        return new AlterColumnType(start, column, type)
        {
            Using = reader.Try("USING") ? ExpressionReader.Until(reader, r => r.IsSymbol(",")) : null,
        };
    }

    private static bool IsSetOfOther(TokenReader reader)
    {
        if (!reader.Try("SET"))
            return false;
        return reader.IsOneOf("STATISTICS", "STORAGE", "COMPRESSION", "GENERATED", "INCREMENT", "MINVALUE", "MAXVALUE", "START", "CACHE", "CYCLE", "NO", "EXPRESSION") || reader.IsSymbol("(");
    }
}

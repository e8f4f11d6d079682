using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;
using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.Sqlite;

/// <summary>DROP, from the word after it on.</summary>
internal static class DropReader
{
    private static readonly (string Word, ObjectKind Kind)[] Kinds =
        [("TABLE", ObjectKind.Table), ("VIEW", ObjectKind.View), ("INDEX", ObjectKind.Index), ("TRIGGER", ObjectKind.Trigger)];

    /// <summary>Null where it is not understood.</summary>
    public static DropObjects? TryRead(TokenReader reader, int start)
    {
        var (word, kind) = Array.Find(Kinds, k => reader.Is(k.Word));
        if (word is null)
            return null;
        reader.Try(word);
        var ifExists = reader.Try("IF", "EXISTS");
        return reader.TryObjectName() is { } name && reader.AtEnd ? new DropObjects(start, kind, [name]) { IfExists = ifExists } : null;
    }
}

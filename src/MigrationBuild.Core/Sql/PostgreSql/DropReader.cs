using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;
using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.PostgreSql;

/// <summary>DROP, from the word after it on.</summary>
internal static class DropReader
{
    /// <summary>Null where it is not understood.</summary>
    public static Statement? TryRead(TokenReader reader, int start)
    {
        if (reader.Is("USER", "MAPPING"))
            return new OtherStatement(start, "DROP USER MAPPING");
        if (ObjectKinds.TryRead(reader) is not { } kind)
            return null;
        var isConcurrent = reader.Try("CONCURRENTLY");
        var ifExists = reader.Try("IF", "EXISTS");
        var names = new List<ObjectName>();
        while (reader.TryObjectName() is { } name)
        {
            names.Add(name);
            reader.TrySkipBrackets();
            if (!reader.TrySymbol(","))
                break;
        }
        if (names.Count == 0 && kind != ObjectKind.Other)
            return null;
        return new DropObjects(start, kind, names)
        {
            IsConcurrent = isConcurrent,
            IfExists = ifExists,
            Table = reader.Try("ON") ? reader.TryObjectName() : null,
            Cascade = reader.HasAhead("CASCADE"),
        };
    }
}

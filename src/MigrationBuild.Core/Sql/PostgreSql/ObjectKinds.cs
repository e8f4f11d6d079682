using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.PostgreSql;

/// <summary>The words for kinds of objects after CREATE, ALTER and DROP.</summary>
internal static class ObjectKinds
{
    // The longer of two that begin alike stands first.
    private static readonly (string[] Words, ObjectKind Kind)[] Known =
    [
        (["TABLE"], ObjectKind.Table),
        (["FOREIGN", "TABLE"], ObjectKind.ForeignTable),
        (["VIEW"], ObjectKind.View),
        (["MATERIALIZED", "VIEW"], ObjectKind.MaterializedView),
        (["INDEX"], ObjectKind.Index),
        (["SEQUENCE"], ObjectKind.Sequence),
        (["SCHEMA"], ObjectKind.Schema),
        (["DATABASE"], ObjectKind.Database),
        (["TABLESPACE"], ObjectKind.Tablespace),
        (["TYPE"], ObjectKind.Type),
        (["DOMAIN"], ObjectKind.Domain),
        (["FUNCTION"], ObjectKind.Routine),
        (["PROCEDURE"], ObjectKind.Routine),
        (["ROUTINE"], ObjectKind.Routine),
        (["AGGREGATE"], ObjectKind.Other),
        (["EVENT", "TRIGGER"], ObjectKind.Other),
        (["CONSTRAINT", "TRIGGER"], ObjectKind.Trigger),
        (["TRIGGER"], ObjectKind.Trigger),
        (["EXTENSION"], ObjectKind.Extension),
        (["RULE"], ObjectKind.Other),
        (["POLICY"], ObjectKind.Other),
        (["ROLE"], ObjectKind.Other),
        (["USER"], ObjectKind.Other),
        (["GROUP"], ObjectKind.Other),
        (["PUBLICATION"], ObjectKind.Other),
        (["SUBSCRIPTION"], ObjectKind.Other),
        (["STATISTICS"], ObjectKind.Other),
        (["COLLATION"], ObjectKind.Other),
        (["CONVERSION"], ObjectKind.Other),
        (["CAST"], ObjectKind.Other),
        (["OPERATOR"], ObjectKind.Other),
        (["TEXT", "SEARCH"], ObjectKind.Other),
        (["FOREIGN", "DATA", "WRAPPER"], ObjectKind.Other),
        (["SERVER"], ObjectKind.Other),
        (["LANGUAGE"], ObjectKind.Other),
        (["TRUSTED"], ObjectKind.Other),
        (["PROCEDURAL", "LANGUAGE"], ObjectKind.Other),
        (["TRANSFORM"], ObjectKind.Other),
        (["ACCESS", "METHOD"], ObjectKind.Other),
        (["DEFAULT", "PRIVILEGES"], ObjectKind.Other),
        (["DEFAULT", "CONVERSION"], ObjectKind.Other),
        (["LARGE", "OBJECT"], ObjectKind.Other),
        (["SYSTEM"], ObjectKind.Other),
        (["OWNED", "BY"], ObjectKind.Other),
    ];

    /// <summary>Null, and nothing read, where no such words come next.</summary>
    public static ObjectKind? TryRead(TokenReader reader)
    {
        foreach (var (words, kind) in Known)
        {
            if (reader.Try(words))
                return kind;
        }
        return null;
    }
}

using Microsoft.SqlServer.TransactSql.ScriptDom;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.SqlServer.Translation;

/// <summary>Indexes of tables and views.</summary>
internal static class Indexes
{
    public static CreateIndex Of(CreateIndexStatement create, BatchSource source) => new(source.At(create), Names.Of(create.Name), Names.Of(create.OnName))
    {
        Columns = Names.Of(create.Columns),
        IsUnique = create.Unique,
        IsConcurrent = IndexOptions.IsOnline(create.IndexOptions),
        IsPartial = create.FilterPredicate is not null,
    };

    public static CreateIndex Of(CreateColumnStoreIndexStatement create, BatchSource source) => new(source.At(create), Names.Of(create.Name), Names.Of(create.OnName))
    {
        Columns = [.. create.Columns.Select(Names.Of)],
        IsConcurrent = IndexOptions.IsOnline(create.IndexOptions),
        IsPartial = create.FilterPredicate is not null,
    };

    /// <summary>REBUILD makes the index anew; anything else lets others work.</summary>
    public static Statement Of(AlterIndexStatement alter, BatchSource source)
    {
        if (alter.AlterIndexType != AlterIndexType.Rebuild)
            return new OtherStatement(source.At(alter), "ALTER INDEX");
        return new Reindex(source.At(alter), ObjectKind.Table, Names.Of(alter.OnName), IndexOptions.IsOnline(alter.IndexOptions));
    }

    /// <summary>A statement for the indexes of each table.</summary>
    public static IReadOnlyList<Statement> Of(DropIndexStatement drop, BatchSource source)
    {
        var statements = new List<Statement>();
        foreach (var clause in drop.DropIndexClauses)
        {
            var at = statements.Count == 0 ? source.At(drop) : source.At(clause);
            var (index, table) = clause switch
            {
                DropIndexClause named => (Names.Of(named.Index), Names.Of(named.Object)),
                BackwardsCompatibleDropIndexClause { Index: var name } => (Names.Of(name.ChildIdentifier), TableOf(name)),
                _ => (null, null),
            };
            statements.Add(index is null || table is null
                ? new UnrecognizedStatement(at, source.FirstWords(clause))
                : new DropObjects(at, ObjectKind.Index, [new ObjectName(table.Schema, index)]) { Table = table, IfExists = drop.IsIfExists });
        }
        return statements;
    }

    private static ObjectName? TableOf(ChildObjectName name) =>
        name.BaseIdentifier is { } table ? new ObjectName(name.SchemaIdentifier is { } schema ? Names.Of(schema) : null, Names.Of(table)) : null;
}

using Microsoft.SqlServer.TransactSql.ScriptDom;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.SqlServer.Translation;

/// <summary>The table that UPDATE, DELETE, INSERT or MERGE changes.</summary>
/// <param name="Name">Null: a variable, or the rows of a function.</param>
/// <param name="IsLimited">Its rows are chosen by more than its own WHERE.</param>
internal readonly record struct ChangedTable(ObjectName? Name, bool IsLimited)
{
    public static ChangedTable Of(UpdateDeleteSpecificationBase change, WithCtesAndXmlNamespaces? with)
    {
        var isLimited = change.TopRowFilter is not null || (change.FromClause is { } from && (from.TableReferences.Count > 1 || from.TableReferences.Any(t => t is not NamedTableReference)));
        if (change.Target is not NamedTableReference target)
            return new(null, isLimited);
        // WITH doubled AS (SELECT …) DELETE FROM doubled: the rows are those of the query.
        if (target.SchemaObject.Identifiers.Count == 1 && with?.CommonTableExpressions.FirstOrDefault(c => IsSame(c.ExpressionName, target.SchemaObject.BaseIdentifier)) is { } common)
            return new(Sources.Of(common) is [var only] ? only : Names.Of(target.SchemaObject), IsLimited: true);
        return new(Names.Of(Behind(target.SchemaObject, change.FromClause) ?? target.SchemaObject), isLimited);
    }

    /// <summary>The table of which this is the alias in FROM; null where it is none.</summary>
    private static SchemaObjectName? Behind(SchemaObjectName name, FromClause? from)
    {
        if (from is null || name.Identifiers.Count > 1)
            return null;
        var aliases = new Aliases();
        from.Accept(aliases);
        return aliases.Found.FirstOrDefault(t => IsSame(t.Alias, name.BaseIdentifier))?.SchemaObject;
    }

    private static bool IsSame(Identifier one, Identifier other) => one.Value.Equals(other.Value, StringComparison.OrdinalIgnoreCase);

    private sealed class Aliases : TSqlFragmentVisitor
    {
        public List<NamedTableReference> Found { get; } = [];

        public override void Visit(NamedTableReference node)
        {
            if (node.Alias is not null)
                Found.Add(node);
        }
    }
}

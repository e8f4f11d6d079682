using Microsoft.SqlServer.TransactSql.ScriptDom;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.SqlServer.Translation;

/// <summary>The tables that a query reads, each once; names of WITH queries are not among them.</summary>
internal sealed class Sources : TSqlFragmentVisitor
{
    private readonly List<ObjectName> _found = [];
    private readonly HashSet<string> _common = new(StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<ObjectName> Of(TSqlFragment query)
    {
        var visitor = new Sources();
        query.Accept(visitor);
        return [.. visitor._found.Where(n => n.Schema is not null || !visitor._common.Contains(n.Name.Text)).Distinct()];
    }

    public override void Visit(NamedTableReference node) => _found.Add(Names.Of(node.SchemaObject));

    public override void Visit(CommonTableExpression node) => _common.Add(node.ExpressionName.Value);
}

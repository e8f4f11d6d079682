using Microsoft.SqlServer.TransactSql.ScriptDom;
using MigrationBuild.Sql;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.SqlServer.Translation;

/// <summary>Statements over rows. Those over a variable change no table.</summary>
internal static class Rows
{
    public static Statement Of(UpdateStatement update, BatchSource source)
    {
        var change = update.UpdateSpecification;
        var table = ChangedTable.Of(change, update.WithCtesAndXmlNamespaces);
        if (table.Name is null)
            return new OtherStatement(source.At(update), "UPDATE");
        var columns = change.SetClauses.OfType<AssignmentSetClause>().Where(c => c.Column is not null).Select(c => Names.Of(c.Column)).OfType<SqlName>();
        return new UpdateRows(source.At(update), table.Name, [.. columns], change.WhereClause is not null)
        {
            IsLimited = table.IsLimited || change.WhereClause?.Cursor is not null,
        };
    }

    public static Statement Of(DeleteStatement delete, BatchSource source)
    {
        var change = delete.DeleteSpecification;
        var table = ChangedTable.Of(change, delete.WithCtesAndXmlNamespaces);
        if (table.Name is null)
            return new OtherStatement(source.At(delete), "DELETE");
        return new DeleteRows(source.At(delete), table.Name, change.WhereClause is not null)
        {
            IsLimited = table.IsLimited || change.WhereClause?.Cursor is not null,
        };
    }

    public static Statement Of(InsertStatement insert, BatchSource source)
    {
        var change = insert.InsertSpecification;
        if (change.Target is not NamedTableReference target)
            return new OtherStatement(source.At(insert), "INSERT");
        var rows = new InsertRows(source.At(insert), Names.Of(target.SchemaObject), [.. change.Columns.Select(Names.Of).OfType<SqlName>()]);
        if (change.InsertSource is not SelectInsertSource { Select: var query })
            return rows;
        var first = First(query);
        return rows with
        {
            SelectsStar = first?.SelectElements.Any(e => e is SelectStarExpression) == true,
            Selected = [.. first?.SelectElements.Select(e => e is SelectScalarExpression { Expression: ColumnReferenceExpression column } ? Names.Of(column) : null) ?? []],
            HasWhere = first?.WhereClause is not null,
            Sources = insert.WithCtesAndXmlNamespaces is { } with ? [.. Sources.Of(query).Concat(Sources.Of(with)).Distinct()] : Sources.Of(query),
        };
    }

    public static Statement Of(MergeStatement merge, BatchSource source) =>
        merge.MergeSpecification.Target is NamedTableReference target
            ? new MergeRows(source.At(merge), Names.Of(target.SchemaObject))
            : new OtherStatement(source.At(merge), "MERGE");

    /// <summary>SELECT, which makes a table where it says INTO.</summary>
    public static Statement Of(SelectStatement select, BatchSource source) =>
        select.Into is not { } into ? new OtherStatement(source.At(select), "SELECT") { OnlyReads = !Expressions.HasCall(select) }
        : new CreateTable(source.At(select), Names.Of(into))
        {
            IsTemporary = SqlServerDialect.IsTemporary(Names.Of(into).Name),
            HasUnknownColumns = true,
            IsFilled = true,
        };

    private static QuerySpecification? First(QueryExpression query) => query switch
    {
        QuerySpecification plain => plain,
        BinaryQueryExpression both => First(both.FirstQueryExpression),
        QueryParenthesisExpression brackets => First(brackets.QueryExpression),
        _ => null,
    };
}

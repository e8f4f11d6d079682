using Microsoft.SqlServer.TransactSql.ScriptDom;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.SqlServer.Translation;

/// <summary>Names as most databases take them: the same in capital and small letters. (A database's collation may tell them apart.)</summary>
internal static class Names
{
    public static SqlName Of(string text) => new(text, text.ToLowerInvariant());

    public static SqlName Of(Identifier identifier) => Of(identifier.Value);

    public static IReadOnlyList<SqlName> Of(IEnumerable<Identifier> identifiers) => [.. identifiers.Select(Of)];

    public static ObjectName Of(SchemaObjectName name) =>
        new(name.SchemaIdentifier is { Value.Length: > 0 } schema ? Of(schema) : null, Of(name.BaseIdentifier));

    /// <summary>The last part of the column's name; null where it is none, such as $action.</summary>
    public static SqlName? Of(ColumnReferenceExpression column) =>
        column.MultiPartIdentifier is { Identifiers: [.., var last] } ? Of(last) : null;

    public static IReadOnlyList<SqlName?> Of(IEnumerable<ColumnWithSortOrder> columns) => [.. columns.Select(c => Of(c.Column))];
}

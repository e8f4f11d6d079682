using Microsoft.SqlServer.TransactSql.ScriptDom;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.SqlServer.Translation;

/// <summary>Constraints of a table or of one column.</summary>
internal static class Constraints
{
    /// <summary>Null where it is no constraint of the model: NULL, an edge of a graph.</summary>
    /// <param name="column">The column that it stands at; null where it stands beside the columns.</param>
    public static TableConstraint? Of(ConstraintDefinition constraint, SqlName? column, BatchSource source)
    {
        var at = source.At(constraint);
        var name = constraint.ConstraintIdentifier is { } identifier ? Names.Of(identifier) : null;
        return constraint switch
        {
            UniqueConstraintDefinition key => new(at, key.IsPrimaryKey ? ConstraintKind.PrimaryKey : ConstraintKind.Unique, name, Or(Names.Of(key.Columns).OfType<SqlName>(), column))
            {
                IsOnline = IndexOptions.IsOnline(key.IndexOptions),
            },
            ForeignKeyConstraintDefinition key => new(at, ConstraintKind.ForeignKey, name, Or(Names.Of(key.Columns), column))
            {
                ReferencedTable = Names.Of(key.ReferenceTableName),
                ReferencedColumns = Names.Of(key.ReferencedTableColumns),
                OnDelete = Words(key.DeleteAction),
            },
            CheckConstraintDefinition check => new(at, ConstraintKind.Check, name, [])
            {
                Expression = Expressions.Of(check.CheckCondition, source),
            },
            DefaultConstraintDefinition given => new(at, ConstraintKind.Default, name, Or(given.Column is { } of ? [Names.Of(of)] : [], column))
            {
                Expression = Expressions.Of(given.Expression, source),
            },
            _ => null,
        };
    }

    private static IReadOnlyList<SqlName> Or(IEnumerable<SqlName> columns, SqlName? column) =>
        columns.ToList() is { Count: > 0 } named ? named : column is null ? [] : [column];

    private static string? Words(DeleteUpdateAction action) => action switch
    {
        DeleteUpdateAction.Cascade => "CASCADE",
        DeleteUpdateAction.SetNull => "SET NULL",
        DeleteUpdateAction.SetDefault => "SET DEFAULT",
        DeleteUpdateAction.NoAction => "NO ACTION",
        _ => null,
    };
}

using Microsoft.SqlServer.TransactSql.ScriptDom;
using MigrationBuild.Sql.Model;
using ColumnDefinition = MigrationBuild.Sql.Model.ColumnDefinition;
using ParsedColumn = Microsoft.SqlServer.TransactSql.ScriptDom.ColumnDefinition;

namespace MigrationBuild.SqlServer.Translation;

/// <summary>Columns as CREATE TABLE and ADD define them.</summary>
internal static class Columns
{
    /// <param name="given">Its default; null where it has none.</param>
    public static ColumnDefinition Of(ParsedColumn column, DefaultConstraintDefinition? given, BatchSource source)
    {
        var name = Names.Of(column.ColumnIdentifier);
        var defaults = column.DefaultConstraint is { } own ? [own] : Array.Empty<ConstraintDefinition>();
        return new(source.At(column), name, Types.Of(column.DataType))
        {
            IsNotNull = column.Constraints.OfType<NullableConstraintDefinition>().Any(n => !n.Nullable),
            Default = given is null ? null : Expressions.Of(given.Expression, source),
            Generation = GenerationOf(column),
            Constraints = [.. defaults.Concat(column.Constraints).Select(c => Constraints.Of(c, name, source)).OfType<TableConstraint>()],
        };
    }

    private static ColumnGeneration GenerationOf(ParsedColumn column) =>
        column.IdentityOptions is not null ? ColumnGeneration.Identity
        : column.ComputedColumnExpression is not null ? column.IsPersisted ? ColumnGeneration.Stored : ColumnGeneration.Virtual
        : column.GeneratedAlways is not null || Types.IsRowVersion(column.DataType) ? ColumnGeneration.Stored
        : ColumnGeneration.None;
}

using MigrationBuild.Sql.Model;

namespace MigrationBuild.Rules.Replay;

/// <summary>The names that PostgreSQL gives to constraints without one, as long as nothing else has them and they are not too long.</summary>
internal static class GeneratedNames
{
    /// <summary>Null where it cannot be told.</summary>
    public static string? Of(SqlName table, TableConstraint constraint) => constraint.Kind switch
    {
        ConstraintKind.PrimaryKey => $"{table.Key}_pkey",
        ConstraintKind.Unique => $"{table.Key}_{Columns(constraint.Columns)}_key",
        ConstraintKind.ForeignKey => $"{table.Key}_{Columns(constraint.Columns)}_fkey",
        ConstraintKind.Check when constraint.Expression?.NotNullColumns is [var column] => $"{table.Key}_{column.Key}_check",
        _ => null,
    };

    private static string Columns(IReadOnlyList<SqlName> columns) => string.Join('_', columns.Select(c => c.Key));
}

namespace MigrationBuild.Sql.Model;

/// <summary>A column as CREATE TABLE or ADD COLUMN defines it.</summary>
/// <param name="Type">Null where the script gives none, as SQLite allows.</param>
public sealed record ColumnDefinition(int Offset, SqlName Name, SqlType? Type) : SqlNode(Offset)
{
    /// <summary>NOT NULL is written; a primary key is not counted.</summary>
    public bool IsNotNull { get; init; }

    public SqlExpression? Default { get; init; }

    public ColumnGeneration Generation { get; init; }

    /// <summary>Those that stand at the column itself: PRIMARY KEY, UNIQUE, CHECK, REFERENCES.</summary>
    public IReadOnlyList<TableConstraint> Constraints { get; init; } = [];

    /// <summary>The constraint of this kind that stands at the column; null where there is none.</summary>
    public TableConstraint? Find(ConstraintKind kind) => Constraints.FirstOrDefault(c => c.Kind == kind);
}

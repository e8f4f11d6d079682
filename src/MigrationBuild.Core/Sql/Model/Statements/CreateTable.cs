namespace MigrationBuild.Sql.Model.Statements;

/// <summary>CREATE TABLE.</summary>
public sealed record CreateTable(int Offset, ObjectName Name) : Statement(Offset)
{
    public IReadOnlyList<ColumnDefinition> Columns { get; init; } = [];

    /// <summary>Those that stand beside the columns; see also <see cref="AllConstraints"/>.</summary>
    public IReadOnlyList<TableConstraint> Constraints { get; init; } = [];

    public bool IfNotExists { get; init; }

    /// <summary>Gone with the session.</summary>
    public bool IsTemporary { get; init; }

    /// <summary>The table of which this one is a partition.</summary>
    public ObjectName? PartitionOf { get; init; }

    /// <summary>It has columns that the statement does not name: AS SELECT, LIKE, INHERITS.</summary>
    public bool HasUnknownColumns { get; init; }

    /// <summary>Filled by AS SELECT.</summary>
    public bool IsFilled { get; init; }

    /// <summary>Those of the table and of its columns.</summary>
    public IEnumerable<TableConstraint> AllConstraints => Columns.SelectMany(c => c.Constraints).Concat(Constraints);
}

namespace MigrationBuild.Sql.Model.Statements;

/// <summary>DROP of one or more objects of a kind.</summary>
public sealed record DropObjects(int Offset, ObjectKind Kind, IReadOnlyList<ObjectName> Names) : Statement(Offset)
{
    public bool IfExists { get; init; }

    /// <summary>And whatever depends on them.</summary>
    public bool Cascade { get; init; }

    /// <summary>An index, while others use the table.</summary>
    public bool IsConcurrent { get; init; }

    /// <summary>The table of a trigger, or of an index in T-SQL; null where the statement does not name it.</summary>
    public ObjectName? Table { get; init; }
}

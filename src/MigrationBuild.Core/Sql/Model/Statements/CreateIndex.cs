namespace MigrationBuild.Sql.Model.Statements;

/// <summary>CREATE INDEX.</summary>
/// <param name="Name">Null where the engine makes one up.</param>
public sealed record CreateIndex(int Offset, SqlName? Name, ObjectName Table) : Statement(Offset)
{
    /// <summary>The columns of the key, in order; null in place of an expression.</summary>
    public IReadOnlyList<SqlName?> Columns { get; init; } = [];

    public bool IsUnique { get; init; }

    /// <summary>Made while others write: `CONCURRENTLY`, `ONLINE = ON`.</summary>
    public bool IsConcurrent { get; init; }

    public bool IfNotExists { get; init; }

    /// <summary>Has a WHERE.</summary>
    public bool IsPartial { get; init; }

    /// <summary>Not for the partitions.</summary>
    public bool Only { get; init; }

    /// <summary>The names after the table: in the key and in the WHERE.</summary>
    public IReadOnlyList<ObjectName> Mentions { get; init; } = [];
}

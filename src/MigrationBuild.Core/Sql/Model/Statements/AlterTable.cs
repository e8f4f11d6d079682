namespace MigrationBuild.Sql.Model.Statements;

/// <summary>ALTER TABLE and its like for views, indexes and sequences, with what it does in order.</summary>
public sealed record AlterTable(int Offset, ObjectName Name, IReadOnlyList<AlterAction> Actions) : Statement(Offset)
{
    /// <summary>Of what the statement says that it is; a table's statements work on the others too.</summary>
    public ObjectKind Kind { get; init; } = ObjectKind.Table;

    public bool IfExists { get; init; }

    /// <summary>Not its partitions and children.</summary>
    public bool Only { get; init; }
}

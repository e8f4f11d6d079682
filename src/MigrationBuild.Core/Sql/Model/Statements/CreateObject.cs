namespace MigrationBuild.Sql.Model.Statements;

/// <summary>CREATE of anything that has no record of its own: a schema, a sequence, an extension, a trigger.</summary>
/// <param name="Name">Null where it has none.</param>
public sealed record CreateObject(int Offset, ObjectKind Kind, ObjectName? Name) : Statement(Offset)
{
    /// <summary>The table of a trigger, a rule or a policy.</summary>
    public ObjectName? Table { get; init; }

    public bool IfNotExists { get; init; }

    /// <summary>OR REPLACE, OR ALTER.</summary>
    public bool OrReplace { get; init; }

    /// <summary>Of a trigger: the names after the table, in its conditions and its body.</summary>
    public IReadOnlyList<ObjectName> Mentions { get; init; } = [];
}

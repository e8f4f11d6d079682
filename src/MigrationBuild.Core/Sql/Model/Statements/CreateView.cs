namespace MigrationBuild.Sql.Model.Statements;

/// <summary>CREATE VIEW, materialized or not.</summary>
/// <param name="Sources">The tables and views after FROM and JOIN, as far as they are seen.</param>
public sealed record CreateView(int Offset, ObjectName Name, IReadOnlyList<ObjectName> Sources) : Statement(Offset)
{
    public bool IsMaterialized { get; init; }

    public bool OrReplace { get; init; }

    /// <summary>The names in its query, columns and key words alike.</summary>
    public IReadOnlyList<ObjectName> Mentions { get; init; } = [];
}

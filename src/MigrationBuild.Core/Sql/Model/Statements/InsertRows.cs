namespace MigrationBuild.Sql.Model.Statements;

/// <summary>INSERT, REPLACE, and COPY into a table.</summary>
/// <param name="Columns">The list after the table; empty where there is none.</param>
public sealed record InsertRows(int Offset, ObjectName Table, IReadOnlyList<SqlName> Columns) : Statement(Offset)
{
    /// <summary>The rows come from SELECT * (or `t.*`).</summary>
    public bool SelectsStar { get; init; }

    /// <summary>The tables after FROM and JOIN, as far as they are seen.</summary>
    public IReadOnlyList<ObjectName> Sources { get; init; } = [];
}

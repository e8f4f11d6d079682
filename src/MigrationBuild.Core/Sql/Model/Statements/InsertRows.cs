namespace MigrationBuild.Sql.Model.Statements;

/// <summary>INSERT, REPLACE, and COPY into a table.</summary>
/// <param name="Columns">The list after the table; empty where there is none.</param>
public sealed record InsertRows(int Offset, ObjectName Table, IReadOnlyList<SqlName> Columns) : Statement(Offset)
{
    /// <summary>The rows come from SELECT * (or `t.*`).</summary>
    public bool SelectsStar { get; init; }

    /// <summary>What SELECT gives for each column; null in place of what is no plain column. Empty where the rows do not come from SELECT.</summary>
    public IReadOnlyList<SqlName?> Selected { get; init; } = [];

    /// <summary>The names in the query that the rows come from, columns and key words alike.</summary>
    public IReadOnlyList<ObjectName> Mentions { get; init; } = [];

    /// <summary>The rows of SELECT are chosen by a condition.</summary>
    public bool HasWhere { get; init; }

    /// <summary>The tables after FROM and JOIN, as far as they are seen.</summary>
    public IReadOnlyList<ObjectName> Sources { get; init; } = [];
}

namespace MigrationBuild.Sql.Model.Statements;

/// <summary>UPDATE.</summary>
/// <param name="Columns">Those that it sets.</param>
public sealed record UpdateRows(int Offset, ObjectName Table, IReadOnlyList<SqlName> Columns, bool HasWhere) : Statement(Offset)
{
    /// <summary>Its rows are chosen by something other than its own WHERE: a join, a FROM, a LIMIT, WHERE CURRENT OF.</summary>
    public bool IsLimited { get; init; }
}

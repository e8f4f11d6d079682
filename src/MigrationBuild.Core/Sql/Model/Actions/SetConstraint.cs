namespace MigrationBuild.Sql.Model.Actions;

/// <summary>CHECK CONSTRAINT, NOCHECK CONSTRAINT: a constraint of the table is on or off from now on (T-SQL).</summary>
/// <param name="Name">Null: all of them.</param>
public sealed record SetConstraint(int Offset, SqlName? Name, bool IsEnabled) : AlterAction(Offset)
{
    /// <summary>The rows that are there are looked at (`WITH CHECK`).</summary>
    public bool IsValidated { get; init; }
}

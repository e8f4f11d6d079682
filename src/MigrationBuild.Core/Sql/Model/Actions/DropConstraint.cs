namespace MigrationBuild.Sql.Model.Actions;

/// <summary>DROP CONSTRAINT.</summary>
public sealed record DropConstraint(int Offset, SqlName Name) : AlterAction(Offset)
{
    public bool IfExists { get; init; }

    /// <summary>And whatever depends on it.</summary>
    public bool Cascade { get; init; }
}

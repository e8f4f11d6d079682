namespace MigrationBuild.Sql.Model.Actions;

/// <summary>DROP COLUMN.</summary>
public sealed record DropColumn(int Offset, SqlName Column) : AlterAction(Offset)
{
    public bool IfExists { get; init; }

    /// <summary>And whatever depends on it.</summary>
    public bool Cascade { get; init; }
}

namespace MigrationBuild.Sql.Model.Actions;

/// <summary>Another type for a column.</summary>
public sealed record AlterColumnType(int Offset, SqlName Column, SqlType Type) : AlterAction(Offset)
{
    /// <summary>What the new values are computed by; null: by the engine's own cast.</summary>
    public SqlExpression? Using { get; init; }

    /// <summary>T-SQL's ALTER COLUMN states it again: NOT NULL, NULL; null where it does not.</summary>
    public bool? IsNotNull { get; init; }

    /// <summary>While others use the table (T-SQL's `ONLINE = ON`).</summary>
    public bool IsOnline { get; init; }
}

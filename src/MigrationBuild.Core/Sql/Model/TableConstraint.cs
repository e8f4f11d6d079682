namespace MigrationBuild.Sql.Model;

/// <summary>A constraint of a table, or of one column.</summary>
/// <param name="Name">Null where the engine makes one up.</param>
/// <param name="Columns">Those that it is about; empty for a check or an exclusion, whose columns are in its expression.</param>
public sealed record TableConstraint(int Offset, ConstraintKind Kind, SqlName? Name, IReadOnlyList<SqlName> Columns) : SqlNode(Offset)
{
    /// <summary>The column that it stands at; null: beside the columns.</summary>
    public SqlName? AtColumn { get; init; }

    /// <summary>The column of the key that gets numbers never given before: `PRIMARY KEY (id AUTOINCREMENT)` (SQLite).</summary>
    public bool IsAutoIncrement { get; init; }

    /// <summary>Only of a foreign key.</summary>
    public ObjectName? ReferencedTable { get; init; }

    /// <summary>Only of a foreign key; empty where the script leaves it to the primary key.</summary>
    public IReadOnlyList<SqlName> ReferencedColumns { get; init; } = [];

    /// <summary>What happens to the rows when the referenced one is deleted: `CASCADE`, `SET NULL`, …; null where the script does not say.</summary>
    public string? OnDelete { get; init; }

    /// <summary>Of a check, or a default.</summary>
    public SqlExpression? Expression { get; init; }

    /// <summary>The rows that are there are not looked at: `NOT VALID`, `WITH NOCHECK`.</summary>
    public bool IsNotValid { get; init; }

    /// <summary>Made of an index that is there already (`USING INDEX`).</summary>
    public SqlName? Index { get; init; }

    /// <summary>Made while others write (T-SQL's `ONLINE = ON`).</summary>
    public bool IsOnline { get; init; }
}

namespace MigrationBuild.Sql.Model;

/// <summary>Where the values of a column come from, other than from an INSERT or a default.</summary>
public enum ColumnGeneration
{
    None,

    /// <summary>A sequence of its own by the type's name: serial, bigserial.</summary>
    Serial,

    /// <summary>`GENERATED … AS IDENTITY`, IDENTITY(1, 1).</summary>
    Identity,

    /// <summary>AUTOINCREMENT: no number is given twice, not even after its row is gone (SQLite).</summary>
    AutoIncrement,

    /// <summary>Computed when the row is written.</summary>
    Stored,

    /// <summary>Computed when the row is read.</summary>
    Virtual,
}

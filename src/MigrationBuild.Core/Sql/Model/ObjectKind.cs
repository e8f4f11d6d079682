namespace MigrationBuild.Sql.Model;

/// <summary>What kind of object a statement makes, changes or drops.</summary>
public enum ObjectKind
{
    Table,
    ForeignTable,
    View,
    MaterializedView,
    Index,
    Sequence,
    Schema,
    Database,
    Tablespace,
    Type,
    Domain,
    Routine,
    Trigger,
    Extension,

    /// <summary>Any other.</summary>
    Other,
}

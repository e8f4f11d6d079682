namespace MigrationBuild.Sql.Model;

/// <summary>What a constraint demands.</summary>
public enum ConstraintKind
{
    PrimaryKey,
    Unique,
    ForeignKey,
    Check,
    Exclusion,

    /// <summary>A NOT NULL that is written as a constraint of its own (PostgreSQL 18).</summary>
    NotNull,

    /// <summary>A default that has a name (T-SQL).</summary>
    Default,
}

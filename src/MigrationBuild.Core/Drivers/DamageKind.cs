namespace MigrationBuild.Drivers;

/// <summary>What can be wrong with a database that has every object it should have.</summary>
public enum DamageKind
{
    /// <summary>An index that does not hold what its table holds: writes keep it, queries do not use it, or use it and find the wrong rows.</summary>
    InvalidIndex,

    /// <summary>An index of a partitioned table that waits for those of its partitions (PostgreSQL's CREATE INDEX ON ONLY): normal for a while.</summary>
    UnfinishedIndex,

    /// <summary>A constraint that new rows obey and that nobody checked the older ones against (PostgreSQL's NOT VALID): normal for a while.</summary>
    UnvalidatedConstraint,

    /// <summary>Rows whose foreign key points to rows that are not there.</summary>
    Orphans,
}

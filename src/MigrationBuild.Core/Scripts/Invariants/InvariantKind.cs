namespace MigrationBuild.Scripts.Invariants;

/// <summary>What an invariant measures.</summary>
public enum InvariantKind
{
    /// <summary>`rows(T)`: how many rows a table or view has.</summary>
    Rows,

    /// <summary>`checksum(T)`, `checksum(T.C)`: a sum over all rows, in which their order does not count.</summary>
    Checksum,

    /// <summary>`orphans(T)`, `orphans(T.C)`: how many references of a table point to rows that are not there; a row counts once for each such key.</summary>
    Orphans,

    /// <summary>`unvalidated()`: how many constraints the engine does not vouch for (PostgreSQL's NOT VALID).</summary>
    Unvalidated,

    /// <summary>`invalid_indexes()`: how many indexes do not hold what their table holds.</summary>
    InvalidIndexes,
}

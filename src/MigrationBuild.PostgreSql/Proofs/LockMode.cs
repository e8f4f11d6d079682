namespace MigrationBuild.PostgreSql.Proofs;

/// <summary>The modes of a lock on a relation, the weakest first (postgresql.org/docs/current/explicit-locking.html).</summary>
internal enum LockMode
{
    None,
    AccessShare,
    RowShare,
    RowExclusive,
    ShareUpdateExclusive,
    Share,
    ShareRowExclusive,
    Exclusive,
    AccessExclusive,
}

namespace MigrationBuild.PostgreSql.Engine;

/// <summary>What answers PostgreSQL's protocol.</summary>
internal enum EngineKind
{
    PostgreSql,
    Citus,
    Aurora,
    CockroachDb,
    YugabyteDb,
}

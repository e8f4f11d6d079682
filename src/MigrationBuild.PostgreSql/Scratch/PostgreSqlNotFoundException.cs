namespace MigrationBuild.PostgreSql.Scratch;

/// <summary>There is no PostgreSQL server program on this machine. The message says where it was looked for and how to name it.</summary>
public sealed class PostgreSqlNotFoundException(IReadOnlyList<string> searched) : Exception(
    $"PostgreSQL's server programs (initdb, postgres) were not found in {string.Join(", ", searched)}. "
    + $"Install PostgreSQL, or name the folder that holds them in the environment variable {PostgreSqlBinaries.Variable}")
{
    /// <summary>The places, in the order in which they were searched.</summary>
    public IReadOnlyList<string> Searched { get; } = searched;
}

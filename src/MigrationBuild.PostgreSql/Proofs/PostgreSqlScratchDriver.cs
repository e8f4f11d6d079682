using MigrationBuild.Drivers;
using MigrationBuild.Sql;

namespace MigrationBuild.PostgreSql.Proofs;

/// <summary>
/// Scratch databases on PostgreSQL: on a server started for each from the programs of this machine, or beside an empty database that is marked
/// by its name. States can be saved on servers of its own only.
/// </summary>
public sealed class PostgreSqlScratchDriver : IScratchDriver
{
    internal const string ConnectionProperty = "MigrationScratchConnection";

    public string Engine => EngineNames.PostgreSql;

    /// <remarks>Locale and encoding are part of it: they decide the order of text.</remarks>
    public async Task<string> DescribeAsync(string? connection, CancellationToken cancellationToken) => connection is null
        ? $"{await ServerPrograms.VersionAsync(ServerPrograms.Find(), cancellationToken).ConfigureAwait(false)}, UTF8, C"
        : await GivenServer.DescribeAsync(connection, cancellationToken).ConfigureAwait(false);

    public async Task<IScratchDatabase> CreateAsync(string? connection, string? state, CancellationToken cancellationToken)
    {
        if (connection is not null && state is not null)
            throw new ScratchUnavailableException($"a saved state cannot be put on the server that {ConnectionProperty} leads to; the chain is tried from its beginning there");
        IScratchPlace place = connection is null
            ? await OwnServer.StartAsync(state, cancellationToken).ConfigureAwait(false)
            : await GivenServer.OpenAsync(connection, cancellationToken).ConfigureAwait(false);
        return await PostgreSqlScratchDatabase.OpenAsync(place, cancellationToken).ConfigureAwait(false);
    }
}

using MigrationBuild.Drivers;
using Npgsql;

namespace MigrationBuild.PostgreSql.Snapshots;

/// <summary>Sessions on the databases of one server, with the rights and the address of one connection string.</summary>
internal sealed class ServerAccess(string connectionString, string? maintenanceDatabase)
{
    private readonly NpgsqlConnectionStringBuilder _builder = new(connectionString) { Pooling = false, Enlist = false };

    /// <summary>The database that the connection string leads to.</summary>
    public string Database => _builder.Database ?? _builder.Username ?? throw new EngineException("the connection string names no database", null);

    public NpgsqlConnectionStringBuilder Settings => new(_builder.ConnectionString);

    public async Task<NpgsqlConnection> OpenAsync(string database, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_builder.ConnectionString) { Database = database, CommandTimeout = 0 }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>A session on another database of the server: only from there can this one be renamed.</summary>
    public async Task<NpgsqlConnection> OpenMaintenanceAsync(CancellationToken cancellationToken)
    {
        string[] names = maintenanceDatabase is null ? ["postgres", "template1"] : [maintenanceDatabase];
        names = [.. names.Where(n => n != Database)];
        for (var i = 0; ; i++)
        {
            try
            {
                return await OpenAsync(names[i], cancellationToken);
            }
            catch (PostgresException e) when (i < names.Length - 1 && e.SqlState is PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege)
            {
                // The next one may do.
            }
        }
    }
}

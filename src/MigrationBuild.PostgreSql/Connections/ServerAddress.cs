using Npgsql;

namespace MigrationBuild.PostgreSql.Connections;

/// <summary>Where a session was connected to. A connection itself tells its host and port only while it is open, and they are needed most when it is lost.</summary>
/// <param name="Host">A name, an address, or the folder of the socket; of several in the connection string the one that answered.</param>
/// <param name="User">Null where the connection string names none.</param>
internal sealed record ServerAddress(string Host, int Port, string? User)
{
    /// <param name="connection">Open.</param>
    public static ServerAddress Of(NpgsqlConnection connection) => new(connection.Host!, connection.Port, connection.UserName);
}

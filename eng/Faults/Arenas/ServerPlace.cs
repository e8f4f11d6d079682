using Npgsql;

namespace MigrationBuild.Eng.Faults.Arenas;

/// <summary>Where a server answers, and where its programs are.</summary>
/// <param name="Host">The folder of its socket, or an address.</param>
internal sealed record ServerPlace(string Host, int Port, string Programs)
{
    public string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder { Host = Host, Port = Port, Username = "postgres", Database = database, Pooling = false }.ConnectionString;

    /// <summary>Beside the server's own program, wherever a link to that leads; else wherever it is found.</summary>
    public string Program(string name) => Path.Combine(Programs, name) is var beside && File.Exists(beside) ? beside : name;

    /// <summary>The folder that holds the real program of the server.</summary>
    public static string FolderOf(string postgres) => Path.GetDirectoryName(File.ResolveLinkTarget(postgres, returnFinalTarget: true)?.FullName ?? postgres)!;
}

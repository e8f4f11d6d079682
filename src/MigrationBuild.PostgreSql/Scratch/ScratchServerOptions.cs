namespace MigrationBuild.PostgreSql.Scratch;

/// <summary>What a scratch server may be told.</summary>
public sealed record ScratchServerOptions
{
    /// <summary>Null: those that are found on this machine.</summary>
    public PostgreSqlBinaries? Binaries { get; init; }

    public int MaxConnections { get; init; } = 100;

    /// <summary>Further server settings, by name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>A file that <see cref="ScratchServer.SaveAsync"/> wrote, to begin with; null: an empty cluster.</summary>
    public string? State { get; init; }

    /// <summary>Keep the cluster in memory where the system offers a file system for that with room enough: files are made many times faster there.</summary>
    public bool InMemory { get; init; }

    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);
}

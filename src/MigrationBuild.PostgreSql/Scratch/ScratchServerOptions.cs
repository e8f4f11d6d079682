namespace MigrationBuild.PostgreSql.Scratch;

/// <summary>What a scratch server may be told.</summary>
public sealed record ScratchServerOptions
{
    /// <summary>Null: those that are found on this machine.</summary>
    public PostgreSqlBinaries? Binaries { get; init; }

    public int MaxConnections { get; init; } = 100;

    /// <summary>Further server settings, by name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);
}

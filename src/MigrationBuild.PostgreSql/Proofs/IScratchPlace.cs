namespace MigrationBuild.PostgreSql.Proofs;

/// <summary>Where a scratch database is. Nobody may be connected to it while it is kept, returned or saved.</summary>
internal interface IScratchPlace : IAsyncDisposable
{
    /// <summary>Leads to the database.</summary>
    string ConnectionString { get; }

    /// <summary>Makes the roles that scripts miss; null where that is not ours to do.</summary>
    MissingRoles? Roles { get; }

    Task KeepAsync(CancellationToken cancellationToken);

    Task ReturnAsync(CancellationToken cancellationToken);

    /// <summary>Does nothing where a state cannot be saved.</summary>
    Task SaveAsync(string file, CancellationToken cancellationToken);
}

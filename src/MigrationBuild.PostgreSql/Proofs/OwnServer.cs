using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql.Scratch;

namespace MigrationBuild.PostgreSql.Proofs;

/// <summary>A scratch database on a server that is there for it alone. What is kept and saved is the whole cluster: roles are part of it.</summary>
internal sealed class OwnServer : IScratchPlace
{
    // The one that initdb makes: making another takes as long as starting the server.
    private const string Database = "postgres";
    private const string Maintenance = "template1";

    // Locks of one transaction on some thousands of tables and indexes.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["max_locks_per_transaction"] = "1024",
    };

    private readonly ScratchServer _server;

    private OwnServer(ScratchServer server)
    {
        _server = server;
        ConnectionString = server.ConnectionString(Database);
        Roles = new MissingRoles(server.ConnectionString(Maintenance));
    }

    public string ConnectionString { get; }

    public MissingRoles Roles { get; }

    /// <exception cref="ScratchUnavailableException">No server comes up.</exception>
    public static async Task<OwnServer> StartAsync(string? state, CancellationToken cancellationToken)
    {
        var options = new ScratchServerOptions { Binaries = ServerPrograms.Find(), MaxConnections = 20, InMemory = true, Settings = Settings, State = state };
        try
        {
            return new OwnServer(await ScratchServer.StartAsync(options, cancellationToken).ConfigureAwait(false));
        }
        catch (ScratchServerException e)
        {
            throw ServerPrograms.Unavailable(e.Message, e);
        }
    }

    public Task KeepAsync(CancellationToken cancellationToken) => RunAsync(() => _server.KeepAsync(cancellationToken));

    public async Task ReturnAsync(CancellationToken cancellationToken)
    {
        await RunAsync(() => _server.ReturnAsync(cancellationToken)).ConfigureAwait(false);
        Roles.Forget();
    }

    public Task SaveAsync(string file, CancellationToken cancellationToken) => RunAsync(() => _server.SaveAsync(file, cancellationToken));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task RunAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (ScratchServerException e)
        {
            throw new EngineException(e.Message, null, e);
        }
    }
}

using MigrationBuild.Eng.Faults.Arenas;
using MigrationBuild.PostgreSql.Scratch;

namespace MigrationBuild.Eng.Faults;

/// <summary>What all rows share: the folder, the server, and both engines prepared on first use.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new("faults");
    private readonly Lazy<Task<EngineWorld>> _sqlite;
    private readonly Lazy<Task<EngineWorld>> _postgreSql;
    private ScratchServer? _server;

    public World(FaultOptions options)
    {
        Options = options;
        _sqlite = new(() => EngineWorld.MakeAsync("sqlite", Sub("sqlite"), [.. Slots(i => new SqliteArena(Sub($"sqlite-{i}"), Sub("images")))]));
        _postgreSql = new(MakePostgreSqlAsync);
        try
        {
            Binaries = PostgreSqlBinaries.Find();
        }
        catch (PostgreSqlNotFoundException e)
        {
            WhyNoServer = e.Message;
        }
    }

    public FaultOptions Options { get; }

    public PostgreSqlBinaries? Binaries { get; }

    /// <summary>Null where PostgreSQL's programs are on this machine.</summary>
    public string? WhyNoServer { get; }

    public Task<EngineWorld> SqliteAsync => _sqlite.Value;

    public Task<EngineWorld> PostgreSqlAsync => _postgreSql.Value;

    /// <summary>The server of most rows.</summary>
    public async Task<ScratchServer> ServerAsync()
    {
        await PostgreSqlAsync;
        return _server!;
    }

    /// <summary>Those that are on this machine and were asked for.</summary>
    public async Task<IReadOnlyList<EngineWorld>> EnginesAsync()
    {
        var engines = new List<Task<EngineWorld>>();
        if (Options.Engine is not "postgresql")
            engines.Add(SqliteAsync);
        if (WhyNoServer is null && Options.Engine is not "sqlite")
            engines.Add(PostgreSqlAsync);
        return await Task.WhenAll(engines);
    }

    public string Sub(params string[] parts)
    {
        var path = _folder.Sub(parts);
        Directory.CreateDirectory(path);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<EngineWorld> MakePostgreSqlAsync()
    {
        _server = await ScratchServer.StartAsync(new ScratchServerOptions { MaxConnections = 200, InMemory = true });
        var place = new ServerPlace(_server.Folder, 5432, ServerPlace.FolderOf(Binaries!.Postgres));
        return await EngineWorld.MakeAsync("postgresql", Sub("postgresql"), [.. Slots(i => new PostgreSqlArena(Sub($"postgresql-{i}"), $"shop{i}", place))]);
    }

    private IEnumerable<Arena> Slots(Func<int, Arena> make) => Enumerable.Range(0, Options.Parallel).Select(make);
}

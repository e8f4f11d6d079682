using MigrationBuild.Eng;
using MigrationBuild.PostgreSql.Scratch;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>A pooler before a scratch server, with a folder of its own.</summary>
internal sealed class Pooler : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private PoolerProcess? _process;

    /// <summary>Skips the test where pgbouncer is not installed.</summary>
    public static void Require()
    {
        if (PoolerProcess.Program is null)
            Assert.Inconclusive("pgbouncer is not installed (Debian: apt-get install pgbouncer): nothing was tested through a pooler");
    }

    public static async Task<Pooler> StartAsync(ScratchServer server)
    {
        var pooler = new Pooler();
        // It drops to the server's user, who must be able to read this.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(pooler._folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        pooler._process = await PoolerProcess.StartAsync(server.Folder, pooler._folder.Path, ServerUser.Prefix());
        return pooler;
    }

    public string ConnectionString(string database) => _process!.ConnectionString(database);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }
}

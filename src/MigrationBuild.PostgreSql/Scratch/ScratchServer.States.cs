namespace MigrationBuild.PostgreSql.Scratch;

// The cluster's files as a state to go back to, and as a file to begin with: databases, roles, everything. The server is stopped meanwhile.
public sealed partial class ScratchServer
{
    /// <summary>Keeps the present state aside; nobody may be connected. One is kept, the last.</summary>
    public Task KeepAsync(CancellationToken cancellationToken = default) => WhileStoppedAsync(() => TellAsync("keep", cancellationToken), cancellationToken);

    /// <summary>Goes back to the state that was kept.</summary>
    public Task ReturnAsync(CancellationToken cancellationToken = default) => WhileStoppedAsync(() => TellAsync("return", cancellationToken), cancellationToken);

    /// <summary>Writes the present state to a file, for <see cref="ScratchServerOptions.State"/>.</summary>
    /// <exception cref="ScratchServerException">The files cannot be read or packed.</exception>
    public Task SaveAsync(string file, CancellationToken cancellationToken = default) =>
        WhileStoppedAsync(() => ClusterFile.WriteAsync(file, Folder, Binaries, cancellationToken), cancellationToken);

    private async Task TakeStateAsync(string file, CancellationToken cancellationToken)
    {
        await HearAsync("waiting", cancellationToken).ConfigureAwait(false);
        await ClusterFile.ReadAsync(file, Folder, Binaries, cancellationToken).ConfigureAwait(false);
        await SayAsync("begin", cancellationToken).ConfigureAwait(false);
    }

    private async Task WhileStoppedAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        await TellAsync("stop", cancellationToken).ConfigureAwait(false);
        try
        {
            await work().ConfigureAwait(false);
        }
        finally
        {
            await TellAsync("start", CancellationToken.None).ConfigureAwait(false);
            await WaitUntilReadyAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task TellAsync(string word, CancellationToken cancellationToken)
    {
        await SayAsync(word, cancellationToken).ConfigureAwait(false);
        await HearAsync(word, cancellationToken).ConfigureAwait(false);
    }

    private async Task SayAsync(string word, CancellationToken cancellationToken)
    {
        await _watchdog.StandardInput.WriteLineAsync(word.AsMemory(), cancellationToken).ConfigureAwait(false);
        await _watchdog.StandardInput.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}

using System.Runtime.InteropServices;
using MigrationBuild.Tool.Output;

namespace MigrationBuild.Tool;

/// <summary>
/// SIGINT, SIGTERM and SIGHUP cancel the run, which rolls back and ends by itself. Neither `finally` nor ProcessExit
/// runs at SIGTERM on .NET 10, so the signal itself is taken; a second one changes nothing, since a rollback must not be cut off.
/// </summary>
/// <remarks>
/// To the very end of the process: a signal after the commit must not make a failure of it. One that the parent ignores (nohup) stays
/// ignored. SIGQUIT is left alone, and ends the process as kill -9 does.
/// </remarks>
internal sealed class StopSignals
{
    private readonly CancellationTokenSource _source = new();
    private readonly Terminal _terminal;
    private readonly PosixSignalRegistration[] _registrations;
    private int _count;

    public StopSignals(Terminal terminal)
    {
        _terminal = terminal;
        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(s => PosixSignalRegistration.Create(s, Stop))];
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Keeps the signals taken as long as this is referred to.</summary>
    public void KeepAlive() => GC.KeepAlive(_registrations);

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _count) > 1)
        {
            _terminal.Say($"{context.Signal}: already stopping; what is being taken back is not cut off");
            return;
        }
        // Words come second: nobody may be reading them, and then this thread waits.
        _ = CancelAsync();
        _terminal.Say($"{context.Signal}: stopping; what is not committed yet is taken back");
    }

    // Not on the signal's own thread: what hears of it may wait for a server, and an exception there would end the process without a rollback.
    private async Task CancelAsync()
    {
        try
        {
            await _source.CancelAsync();
        }
        catch (AggregateException e)
        {
            _terminal.Say($"not everything could be stopped at once: {e.InnerExceptions[0].Message}");
        }
    }
}

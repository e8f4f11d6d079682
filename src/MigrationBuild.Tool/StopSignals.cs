using System.Runtime.InteropServices;

namespace MigrationBuild.Tool;

/// <summary>
/// SIGINT, SIGTERM and SIGHUP cancel the run, which rolls back and ends by itself. Neither `finally` nor ProcessExit
/// runs at SIGTERM on .NET 10, so the signal itself is taken; a second one changes nothing, since a rollback must not be cut off.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals() =>
        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(s => PosixSignalRegistration.Create(s, Stop))];

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        _source.Cancel();
    }
}

using MigrationBuild.Deployment;
using MigrationBuild.Deployment.Journal;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Drivers.Tests;

/// <summary>An observer that says nothing, and may do something when a step is done.</summary>
internal sealed class Silence(Action<StepReport>? onStepDone = null, Action<Diagnostic>? onWarning = null, Action<string>? onRollingBack = null) : IDeploymentObserver
{
    public static readonly Silence Instance = new();

    public Action<Diagnostic>? OnWarned { get; init; }

    public Action<OpenRun>? OnFoundDead { get; init; }

    public void SnapshotStarting(string file, long estimatedBytes)
    {
    }

    public void SnapshotProgress(double fraction)
    {
    }

    public void SnapshotDone(Snapshot snapshot)
    {
    }

    public void StepStarting(Step step, int number, int count)
    {
    }

    public void StepDone(StepReport step) => onStepDone?.Invoke(step);

    public void RollingBack(string how) => onRollingBack?.Invoke(how);

    public void FoundDead(OpenRun run, string how) => OnFoundDead?.Invoke(run);

    public void Warned(Diagnostic diagnostic)
    {
        OnWarned?.Invoke(diagnostic);
        onWarning?.Invoke(diagnostic);
    }
}

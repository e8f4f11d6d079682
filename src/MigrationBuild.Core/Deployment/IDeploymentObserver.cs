using MigrationBuild.Deployment.Journal;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Deployment;

/// <summary>Hears what a run does while it does it, for a person who watches. Must not throw.</summary>
public interface IDeploymentObserver
{
    void SnapshotStarting(string file, long estimatedBytes);

    /// <param name="fraction">0 to 1.</param>
    void SnapshotProgress(double fraction);

    void SnapshotDone(Snapshot snapshot);

    void StepStarting(Step step, int number, int count);

    void StepDone(StepReport step);

    /// <summary>Something failed, and the run starts to take everything back.</summary>
    void RollingBack(string how);

    /// <summary>An earlier run died, and this one goes on from where that came to, or takes it back.</summary>
    /// <param name="how">A sentence.</param>
    void FoundDead(OpenRun run, string how);

    /// <summary>Something that a person should know, and that stops nothing.</summary>
    void Warned(Diagnostic diagnostic);
}

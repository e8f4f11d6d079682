using System.Globalization;
using MigrationBuild.Deployment;
using MigrationBuild.Deployment.Journal;
using MigrationBuild.Diagnostics;
using MigrationBuild.Proofs;

namespace MigrationBuild.Tool.Output;

/// <summary>Tells a person what a run does: plain lines, one a fact, and progress where it takes long.</summary>
internal sealed class ConsoleObserver(Terminal terminal) : IDeploymentObserver
{
    private string _snapshot = "";

    public void SnapshotStarting(string file, long estimatedBytes) =>
        _snapshot = $"snapshot {Path.GetFileName(file)} ({Size(estimatedBytes)})";

    public void SnapshotProgress(double fraction) =>
        terminal.ShowProgress(string.Create(CultureInfo.InvariantCulture, $"{_snapshot}: {fraction:P0}"));

    public void SnapshotDone(Snapshot snapshot) =>
        terminal.Say($"snapshot {snapshot.Name} ({Size(snapshot.Size)}, verified)");

    public void StepStarting(Step step, int number, int count) =>
        terminal.ShowProgress($"[{number}/{count}] {step}");

    public void StepDone(StepReport step) =>
        terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{step} ({step.DurationMs} ms)") + (step.Verdict is null or Verdict.Exact ? "" : $"; way back: {ProofWords.Of(step.Verdict.Value)}"));

    public void RollingBack(string how) => terminal.Say($"failed; {how}");

    public void FoundDead(OpenRun run, string how) => terminal.Say(how);

    public void Warned(Diagnostic diagnostic) => terminal.WriteDiagnostic(diagnostic);

    public static string Size(long bytes) => bytes switch
    {
        < 1 << 10 => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
        < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KiB"),
        < 1 << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.#} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1073741824.0:0.##} GiB"),
    };
}

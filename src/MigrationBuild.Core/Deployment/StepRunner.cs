using System.Diagnostics;
using MigrationBuild.Bundles;
using MigrationBuild.Deployment.Gates;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Faults;
using MigrationBuild.Scripts;

namespace MigrationBuild.Deployment;

/// <summary>Runs one step on the open session: script, expectations, verify script, history row. Decides nothing about transactions.</summary>
internal sealed class StepRunner(IDatabase database, Bundle bundle, RunRows rows)
{
    private Step? _before;

    /// <summary>The step whose script was sent to the engine last; null where a step has begun since whose script was not.</summary>
    public Step? Sent { get; private set; }

    /// <summary>The step whose script has come to its end last; null while one runs, or where it failed.</summary>
    public Step? HasRun { get; private set; }

    /// <exception cref="MigrationException">MB6016, MB6017, MB6019, MB6027: the step failed; located in its script.</exception>
    public async Task<StepReport> RunAsync(Step step, string? note, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        (Sent, HasRun) = (null, null);
        try
        {
            var expectations = await Expectations.MeasureAsync(database, step.Script, cancellationToken);
            Sent = step;
            await database.ExecuteAsync(step.Script, cancellationToken);
            HasRun = step;
            FaultPoint.Reach("deployment.script-done");
            await expectations.RequireAsync(cancellationToken);
            if (step is { Direction: Direction.Up, Migration.Verify: { } verify })
                await VerifyAsync(verify, cancellationToken);
        }
        catch (ScriptException e)
        {
            throw Failed(step, e);
        }
        await database.AppendHistoryAsync(rows.Of(step, step.Action, watch.ElapsedMilliseconds, note), cancellationToken);
        _before = step;
        return Report(step, watch.ElapsedMilliseconds);
    }

    public StepReport Report(Step step, long durationMs) =>
        new(step.Version, step.Name, step.Action, durationMs, step.Script.File, step.Script.Transactional, step.Version is null ? null : bundle.Proof?.Of(step.Version)?.Verdict);

    private async Task VerifyAsync(MigrationScript verify, CancellationToken cancellationToken)
    {
        try
        {
            await database.VerifyAsync(verify, cancellationToken);
        }
        catch (ScriptException e)
        {
            throw new MigrationException(
                new Diagnostic(Descriptors.ValidationFailed, new SourceLocation(verify.File, e.Line, e.Column), $"the verify script failed: {e.Message}"),
                ExitCode.Failed, e);
        }
    }

    private MigrationException Failed(Step step, ScriptException e)
    {
        var descriptor = e.Reason switch
        {
            ScriptFailure.BrokeTransaction => Descriptors.ScriptBrokeTransaction,
            ScriptFailure.TimedOut => Descriptors.TimedOut,
            ScriptFailure.CheckFailed => Descriptors.ValidationFailed,
            _ => Descriptors.StepFailed,
        };
        var code = e.Code is null ? "" : $" ({e.Code})";
        return new MigrationException(
            new Diagnostic(descriptor, new SourceLocation(step.Script.File, e.Line, e.Column), $"{step} failed: {e.Message}{code}{Advice(step, e)}"),
            ExitCode.Failed, e);
    }

    private string Advice(Step step, ScriptException e)
    {
        if (e.Reason != ScriptFailure.NotCommittedYet || step.Version is null || _before?.Version is null)
            return "";
        var halfWay = step.Direction == Direction.Up ? $"apply --to {_before.Version}" : $"rollback --to {step.Version}";
        return $"; this run is one transaction, so make it two: `migrationbuild {halfWay}`, then the same again";
    }
}

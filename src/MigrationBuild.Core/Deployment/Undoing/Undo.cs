using MigrationBuild.Deployment.Journal;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Faults;
using MigrationBuild.Schemas;

namespace MigrationBuild.Deployment.Undoing;

/// <summary>
/// The way back of one run: what it needs is taken before the first step; afterwards it puts the database back and proves it,
/// or says that it did not and what to run. Rung by rung, each only where it is safe, and each leaving what came of it.
/// </summary>
internal sealed class Undo(RunContext context)
{
    private readonly List<RungReport> _rungs = [];
    private DatabaseState? _before;
    private Schema? _schemaBefore;
    private string _mark = "";

    /// <summary>Null before <see cref="PrepareAsync"/>, and where the run makes none.</summary>
    public Snapshot? Snapshot { get; private set; }

    public StepsBack StepsBack { get; } = new(context);

    /// <summary>Set once a rolled-back transaction is not enough.</summary>
    public bool SomethingIsInEffect { get; set; }

    /// <summary>What is known to be in effect, and stays so where nothing brings it back.</summary>
    public IReadOnlyList<StepReport> InEffect => [.. StepsBack.InEffect.Select(s => s.Report)];

    /// <summary>To be called while nobody else can write.</summary>
    /// <param name="staysInEffect">Something of the run may be in effect when it fails; else its one transaction takes everything with it.</param>
    public async Task<Preparation> PrepareAsync(bool staysInEffect, CancellationToken cancellationToken)
    {
        _mark = await context.Database.ReadForeignChangeMarkAsync(cancellationToken);
        if (context.Options.HasSnapshot(context.Database, isTransactional: !staysInEffect || HasProvenWayBack))
        {
            Snapshot = await context.Snapshots.CreateAsync(
                context.Database, context.Bundle.Chain.Engine, context.Position.CurrentVersion, context.RunId, context.Observer, cancellationToken);
            _before = await context.Database.ReadSnapshotStateAsync(Snapshot.File, cancellationToken);
        }
        if (staysInEffect && context.Bundle.Proof is not null)
            _schemaBefore = await context.Database.ReadSchemaAsync(cancellationToken);
        _before ??= await context.Database.ReadStateAsync(cancellationToken);
        return new(Snapshot?.File, _before.SchemaFingerprint, _before.RowsDigest);
    }

    // Of a run in one transaction, which is in effect as a whole or not at all: a copy would do no more than its down scripts.
    private bool HasProvenWayBack => context.Plan.IsTransactional && context.Bundle.Proof is { } proof && context.Plan.Steps.All(s => s.Migration is not null && StepsBack.IsProven(s, proof));

    /// <summary>False where the engine could not even do that.</summary>
    public async Task<bool> TryRollBackTransactionAsync()
    {
        if (_before is not null)
            context.Observer.RollingBack("rolling back the transaction");
        return await TryRollBackOnceAsync() || await TryRollBackOnceAsync();
    }

    // A second time where the first one failed: there may be nothing left to roll back, and that is what counts.
    private async Task<bool> TryRollBackOnceAsync()
    {
        try
        {
            await context.Database.RollbackAsync();
            FaultPoint.Reach("deployment.transaction-rolled-back");
            return true;
        }
        catch (Exception e) when (e is EngineException or IOException)
        {
            _rungs.Add(new(Rung.Transaction, false, e.Message));
            return false;
        }
    }

    /// <summary>After the transaction is gone: compares with the state before the run, goes back further where that is needed, and reports.</summary>
    public async Task<RunReport> ProveAsync(Exception cause)
    {
        if (_before is null)
            return await FailedAsync(cause, "nothing was changed");
        _rungs.Add(new(Rung.Transaction, true, SomethingIsInEffect ? "what was not committed is rolled back" : "rolled back"));
        try
        {
            if (!SomethingIsInEffect)
                return await CompareAsync(cause);
            if (await TryResolveAsync(cause) is { } unknown)
                return await RestoreAsync(cause, unknown);
            if (StepsBack.InEffect.Count == 0)
                return await CompareAsync(cause);
            return await TryStepsBackAsync() is { } obstacle
                ? await RestoreAsync(cause, obstacle)
                : await FailedAsync(cause, "the database is as it was before the run (down steps run, which the build had proven; schema and row counts compared)");
        }
        catch (Exception e) when (e is EngineException or IOException or UnauthorizedAccessException or MigrationException)
        {
            return await NotRolledBackAsync(cause, e.Message);
        }
    }

    /// <summary>The end of all ways: says what is in effect and what a person can do.</summary>
    public async Task<RunReport> NotRolledBackAsync(Exception cause, string why)
    {
        var inEffect = InEffect;
        var words = inEffect.Count == 0 ? "" : $". In effect {(inEffect.Count == 1 ? "is" : $"are {inEffect.Count} steps, from {inEffect[0]} to")} {inEffect[^1]}, and nothing of what comes after";
        var copy = Snapshot is null ? "No snapshot was made" : $"The snapshot from before the run is intact: {Snapshot.File}";
        var recovery = new RecoveryRecipe(context.Database, context.Bundle.Chain, context.Options.Words)
            .Make(context.Plan.From, context.Plan.To, [.. StepsBack.InEffect.Select(s => PlannedStep.Of(s.Step))], StepsBack.Unknown is { } step ? PlannedStep.Of(step) : null, Snapshot?.File);
        var report = Report(cause, ExitCode.NeedsPerson, new Diagnostic(Descriptors.NotRolledBack, null, $"{why}{words}. {copy}. What can be done, with the commands for it, follows")) with
        {
            Steps = inEffect,
            ToVersion = context.Plan.VersionAfter(inEffect.Count),
            Recovery = recovery,
        };
        await EndAsync(RunEnd.Stopped, report);
        return report;
    }

    private async Task<RunReport> CompareAsync(Exception cause)
    {
        var (differences, othersWrote) = await DifferencesAsync();
        if (differences.Count == 0)
        {
            var compared = othersWrote ? "schema compared; other connections have written rows since" : $"schema and row counts compared{(Snapshot is null ? "" : " with the snapshot")}";
            _rungs.Add(new(Rung.Comparison, true, compared));
            return await FailedAsync(cause, $"the database is as it was before the run ({compared})");
        }
        _rungs.Add(new(Rung.Comparison, false, string.Join(", ", differences)));
        return othersWrote
            ? await NotRolledBackAsync(cause, $"other connections have written since the run began, and {string.Join(", ", differences)}")
            : await RestoreAsync(cause, string.Join(", ", differences));
    }

    /// <summary>Null: the state of every step is known. Else why not.</summary>
    private async Task<string?> TryResolveAsync(Exception cause)
    {
        try
        {
            return await StepsBack.ResolveAsync(cause, _rungs);
        }
        catch (Exception e) when (e is EngineException or IOException)
        {
            _rungs.Add(new(Rung.Recovery, false, e.Message));
            return e.Message;
        }
    }

    /// <summary>Null: the database is as it was. Else why not; then the snapshot is what is left.</summary>
    private async Task<string?> TryStepsBackAsync()
    {
        if (StepsBack.FindObstacle() is { } obstacle)
        {
            _rungs.Add(new(Rung.Downs, false, obstacle));
            return obstacle;
        }
        try
        {
            await context.Journal.GoBackAsync(Rung.Downs, null);
            context.Observer.RollingBack("running the down steps, newest first");
            FaultPoint.Reach("deployment.going-down");
            await StepsBack.RunAsync(_mark, Snapshot?.Name);
            _rungs.Add(new(Rung.Downs, true, "all that was in effect is taken back"));
        }
        catch (Exception e) when (e is EngineException or MigrationException or IOException)
        {
            await context.Database.RollbackAsync();
            _rungs.Add(new(Rung.Downs, false, e.Message));
            return e.Message;
        }
        var differences = await DifferencesFromBeforeAsync();
        _rungs.Add(new(Rung.Comparison, differences.Count == 0, differences.Count == 0 ? "schema and row counts are as before" : string.Join(", ", differences)));
        return differences.Count == 0 ? null : $"after the down steps {string.Join(", ", differences)}";
    }

    // A column that a down script adds again is the last one; with that the build counts the schema as the same.
    private async Task<IReadOnlyList<string>> DifferencesFromBeforeAsync()
    {
        var withOrder = context.Bundle.Proof!.ComparesColumnOrder;
        await context.Database.BeginAsync(CancellationToken.None);
        try
        {
            if (await context.Database.ReadForeignChangeMarkAsync(CancellationToken.None) != _mark)
                return ["other connections have written"];
            var schema = SchemaEquivalence.Normalize(await context.Database.ReadSchemaAsync(CancellationToken.None), withOrder);
            var now = await context.Database.ReadStateAsync(CancellationToken.None);
            var before = SchemaEquivalence.Normalize(_schemaBefore!, withOrder);
            return (now with { SchemaFingerprint = schema.Fingerprint }).DifferencesFrom(_before! with { SchemaFingerprint = before.Fingerprint });
        }
        finally
        {
            await context.Database.RollbackAsync();
        }
    }

    /// <param name="why">Why nothing less than the snapshot will do.</param>
    private async Task<RunReport> RestoreAsync(Exception cause, string why)
    {
        if (Snapshot is null)
            return await NotRolledBackAsync(cause, $"what was done cannot be taken back without a snapshot: {why}");
        if (await context.Database.ReadForeignChangeMarkAsync(CancellationToken.None) != _mark)
        {
            const string others = "other connections have written since the run began, and restoring the snapshot would lose what they wrote";
            _rungs.Add(new(Rung.Snapshot, false, others));
            return await NotRolledBackAsync(cause, others);
        }
        await TryJournalAsync(() => context.Journal.GoBackAsync(Rung.Snapshot, Snapshot.File));
        context.Observer.RollingBack("restoring the snapshot");
        FaultPoint.Reach("deployment.restoring");
        await SnapshotStore.RequireIntactAsync(Snapshot, CancellationToken.None);
        try
        {
            await context.Database.RestoreSnapshotUnlessChangedAsync(Snapshot.File, _mark, null, CancellationToken.None);
        }
        catch (EngineException e) when (e.Trouble == EngineTrouble.AfterRestore)
        {
            // No step is in effect any more, though nobody could look.
            StepsBack.Forget();
            throw;
        }
        FaultPoint.Reach("deployment.restored");
        StepsBack.Forget();
        var differences = (await context.Database.ReadStateAsync(CancellationToken.None)).DifferencesFrom(_before!);
        _rungs.Add(new(Rung.Snapshot, differences.Count == 0, differences.Count == 0 ? $"{Snapshot.Name} is restored" : string.Join(", ", differences)));
        return differences.Count == 0
            ? await FailedAsync(cause, "the database is as it was before the run (snapshot restored; schema and row counts compared)")
            : await NotRolledBackAsync(cause, $"after restoring the snapshot {string.Join(", ", differences)}");
    }

    private async Task<(IReadOnlyList<string> Differences, bool OthersWrote)> DifferencesAsync()
    {
        // A transaction keeps other writers out between the reading and the mark; where the engine cannot, what they write during the
        // reading shows in the mark after it.
        await context.Database.BeginAsync(CancellationToken.None);
        try
        {
            var now = await context.Database.ReadStateAsync(CancellationToken.None);
            var othersWrote = await context.Database.ReadForeignChangeMarkAsync(CancellationToken.None) != _mark;
            var expected = othersWrote ? _before! with { RowCounts = now.RowCounts } : _before!;
            return (now.DifferencesFrom(expected), othersWrote);
        }
        finally
        {
            await context.Database.RollbackAsync();
        }
    }

    private async Task<RunReport> FailedAsync(Exception cause, string outcome)
    {
        var exitCode = Failure.ExitCodeOf(cause);
        var report = Report(cause, exitCode is ExitCode.LockBusy or ExitCode.Refused ? exitCode : ExitCode.Failed, new Diagnostic(Descriptors.RolledBack, null, outcome));
        await EndAsync(RunEnd.TakenBack, report);
        return report;
    }

    private Task EndAsync(RunEnd end, RunReport report) =>
        TryJournalAsync(() => context.Journal.EndAsync(end, report.ToVersion, string.Join("; ", [$"{report.Diagnostics[0].Descriptor.Code}: {report.Diagnostics[0].Message}", .. _rungs])));

    // What the database is now matters more than the words about it: a disk that is full must not keep a snapshot from being restored.
    private async Task TryJournalAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception e) when (e is EngineException or IOException)
        {
            context.Observer.Warned(new Diagnostic(Descriptors.JournalNotWritten, null, $"the journal of the run could not be written: {e.Message}. The next command finds out by itself how far this run came"));
        }
    }

    private RunReport Report(Exception cause, ExitCode exitCode, Diagnostic outcome) => new()
    {
        RunId = context.RunId,
        Outcome = RunOutcome.Failed,
        ExitCode = exitCode,
        FromVersion = context.Plan.From,
        ToVersion = context.Plan.From,
        Snapshot = Snapshot,
        Performance = context.Gates.Times,
        Health = context.Gates.Health,
        Diagnostics = [Failure.Describe(cause), outcome],
        WayBack = [.. _rungs],
    };
}

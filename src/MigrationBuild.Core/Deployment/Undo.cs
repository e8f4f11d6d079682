using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Schemas;

namespace MigrationBuild.Deployment;

/// <summary>
/// The way back of one run: what it needs is taken before the first step; afterwards it puts the database back and proves it,
/// or says that it did not and what to run.
/// </summary>
internal sealed class Undo(RunContext context)
{
    private DatabaseState? _before;
    private Schema? _schemaBefore;
    private string _mark = "";

    /// <summary>Null before <see cref="PrepareAsync"/>, and where the run makes none.</summary>
    public Snapshot? Snapshot { get; private set; }

    public StepsBack StepsBack { get; } = new(context);

    /// <summary>Set once a rolled-back transaction is not enough.</summary>
    public bool SomethingIsInEffect { get; set; }

    /// <summary>What is known to be in effect, and stays so where nothing brings it back.</summary>
    public List<StepReport> InEffect { get; } = [];

    /// <summary>To be called while nobody else can write.</summary>
    /// <param name="isTransactional">The whole run is one transaction.</param>
    public async Task PrepareAsync(bool isTransactional, CancellationToken cancellationToken)
    {
        _mark = await context.Database.ReadForeignChangeMarkAsync(cancellationToken);
        if (context.Options.HasSnapshot(context.Database, isTransactional))
        {
            Snapshot = await context.Snapshots.CreateAsync(
                context.Database, context.Bundle.Chain.Engine, context.Position.CurrentVersion, context.RunId, context.Observer, cancellationToken);
            _before = await context.Database.ReadSnapshotStateAsync(Snapshot.File, cancellationToken);
        }
        if (!isTransactional && context.Bundle.Proof is not null)
            _schemaBefore = await context.Database.ReadSchemaAsync(cancellationToken);
        _before ??= await context.Database.ReadStateAsync(cancellationToken);
    }

    /// <summary>False where the engine could not even do that.</summary>
    public async Task<bool> TryRollBackTransactionAsync()
    {
        if (_before is not null)
            context.Observer.RollingBack("rolling back the transaction");
        try
        {
            await context.Database.RollbackAsync();
            return true;
        }
        catch (EngineException)
        {
            return false;
        }
    }

    /// <summary>After the transaction is gone: compares with the state before the run, restores the snapshot where that is needed, and reports.</summary>
    public async Task<RunReport> ProveAsync(Exception cause)
    {
        if (_before is null)
            return Failed(cause, new Diagnostic(Descriptors.RolledBack, null, "nothing was changed"));
        try
        {
            if (!SomethingIsInEffect)
                return await CompareAsync(cause);
            var obstacle = await TryStepsBackAsync();
            return obstacle is null
                ? Failed(cause, new Diagnostic(Descriptors.RolledBack, null, "the database is as it was before the run (down steps run, which the build had proven; schema and row counts compared)"))
                : await RestoreAsync(cause, obstacle);
        }
        catch (Exception e) when (e is EngineException or IOException or UnauthorizedAccessException or MigrationException)
        {
            return NotRolledBack(cause, e.Message);
        }
    }

    public RunReport NotRolledBack(Exception cause, string why)
    {
        var recipe = Snapshot is null
            ? "No snapshot was made; look at 'migrationbuild status'"
            : $"The snapshot from before the run is intact: {Snapshot.File}. To go back, stop what writes to the database and run: migrationbuild snapshot restore \"{Snapshot.File}\" --yes (with the same connection). To look first: migrationbuild status";
        var inEffect = InEffect.Count == 0 ? "" : $". In effect {(InEffect.Count == 1 ? "is" : $"are {InEffect.Count} steps, from {InEffect[0]} to")} {InEffect[^1]}, and nothing of what comes after";
        return Report(cause, ExitCode.NeedsPerson, new Diagnostic(Descriptors.NotRolledBack, null, $"{why}{inEffect}. {recipe}")) with
        {
            Steps = [.. InEffect],
            ToVersion = context.Plan.VersionAfter(InEffect.Count),
        };
    }

    private async Task<RunReport> CompareAsync(Exception cause)
    {
        var (differences, othersWrote) = await DifferencesAsync();
        if (differences.Count == 0)
        {
            var compared = othersWrote ? "schema compared; other connections have written rows since" : $"schema and row counts compared{(Snapshot is null ? "" : " with the snapshot")}";
            return Failed(cause, new Diagnostic(Descriptors.RolledBack, null, $"the database is as it was before the run ({compared})"));
        }
        return othersWrote
            ? NotRolledBack(cause, $"other connections have written since the run began, and {string.Join(", ", differences)}")
            : await RestoreAsync(cause, string.Join(", ", differences));
    }

    /// <summary>Null: the database is as it was. Else why not; then the snapshot is what is left.</summary>
    private async Task<string?> TryStepsBackAsync()
    {
        if (_schemaBefore is null)
            return "the build proved nothing";
        try
        {
            if (await StepsBack.FindObstacleAsync() is { } obstacle)
                return obstacle;
            context.Observer.RollingBack("running the down steps, newest first");
            await StepsBack.RunAsync(_mark, Snapshot?.Name, left => InEffect.RemoveRange(Math.Min(left, InEffect.Count), Math.Max(0, InEffect.Count - left)));
            return await DifferencesFromBeforeAsync() is { Count: > 0 } differences ? $"after the down steps {string.Join(", ", differences)}" : null;
        }
        catch (Exception e) when (e is EngineException or MigrationException)
        {
            await context.Database.RollbackAsync();
            return e.Message;
        }
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
            return NotRolledBack(cause, $"what was done cannot be taken back without a snapshot: {why}");
        if (await context.Database.ReadForeignChangeMarkAsync(CancellationToken.None) != _mark)
            return NotRolledBack(cause, "other connections have written since the run began, and restoring the snapshot would lose what they wrote");
        context.Observer.RollingBack("restoring the snapshot");
        await SnapshotStore.RequireIntactAsync(Snapshot, CancellationToken.None);
        await context.Database.RestoreSnapshotUnlessChangedAsync(Snapshot.File, _mark, null, CancellationToken.None);
        InEffect.Clear();
        var differences = (await context.Database.ReadStateAsync(CancellationToken.None)).DifferencesFrom(_before!);
        return differences.Count == 0
            ? Failed(cause, new Diagnostic(Descriptors.RolledBack, null, "the database is as it was before the run (snapshot restored; schema and row counts compared)"))
            : NotRolledBack(cause, $"after restoring the snapshot {string.Join(", ", differences)}");
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

    private RunReport Failed(Exception cause, Diagnostic outcome)
    {
        var exitCode = Failure.ExitCodeOf(cause);
        return Report(cause, exitCode is ExitCode.LockBusy or ExitCode.Refused ? exitCode : ExitCode.Failed, outcome);
    }

    private RunReport Report(Exception cause, ExitCode exitCode, Diagnostic outcome) => new()
    {
        RunId = context.RunId,
        Outcome = RunOutcome.Failed,
        ExitCode = exitCode,
        FromVersion = context.Plan.From,
        ToVersion = context.Plan.From,
        Snapshot = Snapshot,
        Diagnostics = [Failure.Describe(cause), outcome],
    };
}

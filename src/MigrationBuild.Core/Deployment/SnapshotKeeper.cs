using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Faults;

namespace MigrationBuild.Deployment;

/// <summary>Makes and restores snapshots on a person's word, under the deployment lock.</summary>
public sealed class SnapshotKeeper(IDatabase database, string engine, DeploymentOptions options, IDeploymentObserver observer)
{
    private readonly SnapshotStore _store = new(options.SnapshotDirectory);

    /// <exception cref="MigrationException">MB6005, MB6020.</exception>
    public async Task<Snapshot> CreateAsync(CancellationToken cancellationToken)
    {
        await using var deploymentLock = await database.LockAsync(options.LockTimeout, options.Owner, cancellationToken);
        return await CopyAsync(cancellationToken);
    }

    /// <summary>Puts the database back to a snapshot, after keeping what is there now as another one.</summary>
    /// <returns>The copy of what was there; null where that was too damaged to be copied by the engine.</returns>
    /// <exception cref="MigrationException">MB6021, MB6022: nothing was touched. MB6023: the restore failed, the message says what is where.</exception>
    public async Task<Snapshot?> RestoreAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (snapshot.Engine != engine)
            throw new MigrationException(Descriptors.SnapshotNotFound, ExitCode.Usage, $"'{snapshot.Name}' is a snapshot of {snapshot.Engine}, not of {engine}");
        await using var deploymentLock = await database.LockAsync(options.LockTimeout, options.Owner, cancellationToken);
        return await RestoreLockedAsync(snapshot, cancellationToken);
    }

    /// <summary>The same for whoever holds the deployment lock.</summary>
    public async Task<Snapshot?> RestoreLockedAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        await SnapshotStore.RequireIntactAsync(snapshot, cancellationToken);
        FaultPoint.Reach("snapshot.restore.intact");
        var (kept, mark) = await TryKeepAsync(cancellationToken);
        FaultPoint.Reach("snapshot.restore.kept");
        try
        {
            await (mark is null
                ? database.RestoreSnapshotAsync(snapshot.File, null, cancellationToken)
                : database.RestoreSnapshotUnlessChangedAsync(snapshot.File, mark, null, cancellationToken));
        }
        catch (EngineException e) when (e.Trouble == EngineTrouble.Busy)
        {
            throw new MigrationException(Descriptors.DatabaseBusy, ExitCode.LockBusy,
                $"'{snapshot.Name}' was not restored, and the database is as it was: {Failure.Busy(e)}", e);
        }
        catch (Exception e) when (e is IOException or EngineException { Trouble: EngineTrouble.Unknown })
        {
            throw new MigrationException(Descriptors.RestoreFailed, ExitCode.NeedsPerson,
                $"it is not known whether '{snapshot.Name}' was restored: {e.Message}. Nothing of it is half done; put that right, and run the command again", e);
        }
        catch (EngineException e) when (e.Trouble == EngineTrouble.AfterRestore)
        {
            throw new MigrationException(Descriptors.RestoreFailed, ExitCode.NeedsPerson,
                $"'{snapshot.Name}' is restored, but nobody could look whether all is well: {e.Message}. Put that right and run the command again, or see what 'migrationbuild status' says", e);
        }
        catch (EngineException e)
        {
            throw new MigrationException(Descriptors.RestoreFailed, ExitCode.Failed,
                $"'{snapshot.Name}' could not be restored: {e.Message}. The database is as it was; put that right and run the command again", e);
        }
        FaultPoint.Reach("snapshot.restore.restored");
        await RequireRestoredAsync(snapshot, cancellationToken);
        FaultPoint.Reach("snapshot.restore.checked");
        await RecordAsync(snapshot, kept);
        return kept;
    }

    // Also the end of the run whose beginning is in the snapshot. A database without a history stays one.
    private async Task RecordAsync(Snapshot snapshot, Snapshot? kept)
    {
        try
        {
            if (await database.ReadHistoryAsync(CancellationToken.None) is not [.., var last])
                return;
            await database.AppendHistoryAsync(new HistoryRow
            {
                RunId = Guid.NewGuid().ToString("N"),
                Action = HistoryAction.Restored,
                Version = snapshot.Version,
                Name = snapshot.Name,
                BundleDigest = last.BundleDigest,
                ToolVersion = options.ToolVersion,
                At = DateTimeOffset.UtcNow,
                By = options.Owner,
                Note = kept is null ? null : $"what was there is kept as {kept.Name}",
            }, CancellationToken.None);
            FaultPoint.Reach("snapshot.restore.recorded");
        }
        catch (Exception e) when (e is EngineException or IOException)
        {
            // The database is what it was told to be; only the line about it is missing.
            observer.Warned(new Diagnostic(Descriptors.JournalNotWritten, null, $"the restore is done, and could not be written into the history: {e.Message}"));
        }
    }

    /// <summary>Both null where the database is damaged.</summary>
    private async Task<(Snapshot? Kept, string? Mark)> TryKeepAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Before the copy: what is written after it must not be lost.
            var mark = await database.ReadForeignChangeMarkAsync(cancellationToken);
            return (await CopyAsync(cancellationToken), mark);
        }
        catch (Exception e) when ((e as EngineException ?? e.InnerException as EngineException)?.Trouble == EngineTrouble.Damaged)
        {
            // A damaged database is the very reason to restore; the driver keeps its file beside.
            return (null, null);
        }
    }

    private async Task<Snapshot> CopyAsync(CancellationToken cancellationToken)
    {
        var history = await database.ReadHistoryAsync(cancellationToken);
        var applied = AppliedState.From(history).Applied;
        return await _store.CreateAsync(database, engine, applied.Count == 0 ? null : applied[^1].Version, null, observer, cancellationToken);
    }

    private async Task RequireRestoredAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (await FindDifferencesAsync(snapshot, cancellationToken) is { } why)
            throw new MigrationException(Descriptors.RestoreFailed, ExitCode.NeedsPerson, $"after restoring '{snapshot.Name}' {why}");
    }

    /// <summary>Null where the database is what is in the snapshot, as far as that can be told without restoring it once more.</summary>
    private async Task<string?> FindDifferencesAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        try
        {
            var expected = await database.ReadSnapshotStateAsync(snapshot.File, cancellationToken);
            var differences = expected is null ? [] : (await database.ReadStateAsync(cancellationToken)).DifferencesFrom(expected);
            return differences.Count == 0 ? null : $"{string.Join(", ", differences)}: somebody writes to the database; stop it and run the command again";
        }
        catch (Exception e) when (e is EngineException or IOException)
        {
            return $"it could not be compared with the database: {e.Message}. Put that right and run the command again";
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Faults;

namespace MigrationBuild.Deployment;

/// <summary>
/// The folder of snapshots. A snapshot counts from the moment its description is there, which is written last:
/// a copy without description was interrupted, and is never restored.
/// </summary>
public sealed class SnapshotStore(string directory)
{
    private const string Ending = ".snapshot";
    private const string DescriptionEnding = ".json";

    // What a run that was killed can leave of a snapshot besides its file.
    private const string CopyPartialEnding = ".partial";
    private static readonly string[] PartialEndings = [CopyPartialEnding, ".partial-journal", ".partial-wal", ".partial-shm", DescriptionEnding + ".partial"];

    public string Directory { get; } = Path.GetFullPath(directory);

    /// <summary>Copies the database as the session sees it, proves and digests the copy.</summary>
    /// <exception cref="MigrationException">MB6020: it could not be made; nothing of it is left.</exception>
    public async Task<Snapshot> CreateAsync(
        IDatabase database, string engine, string? version, string? runId, IDeploymentObserver observer, CancellationToken cancellationToken)
    {
        var now = DateTimeOffset.UtcNow;
        var file = "";
        SnapshotClaim? claim = null;
        try
        {
            MakeFolder();
            await DeleteLeftoversAsync(database, now, cancellationToken);
            (file, claim) = ClaimNew(database, version, now);
            observer.SnapshotStarting(file, await database.EstimateSnapshotSizeAsync(cancellationToken));
            FaultPoint.Reach("snapshot.writing");
            await database.WriteSnapshotAsync(file, new ObserverProgress(observer), cancellationToken);
            FaultPoint.Reach("snapshot.written");
            var snapshot = new Snapshot
            {
                Name = Path.GetFileName(file),
                Engine = engine,
                Database = database.DisplayName,
                Version = version,
                CreatedAt = now,
                RunId = runId,
                Size = new FileInfo(file).Length,
                Sha256 = await DigestAsync(file, cancellationToken),
                Directory = Directory,
            };
            FaultPoint.Reach("snapshot.digested");
            WriteDescription(snapshot);
            FaultPoint.Reach("snapshot.described");
            observer.SnapshotDone(snapshot);
            return snapshot;
        }
        catch (Exception e) when (e is EngineException or IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            // The description first: without it the copy is none.
            DeleteQuietly(file.Length == 0 ? "" : file + DescriptionEnding);
            DeleteQuietly(file.Length == 0 ? "" : file + DescriptionEnding + ".partial");
            if (!File.Exists(file) || await database.DiscardSnapshotAsync(file, CancellationToken.None))
                DeleteQuietly(file);
            throw e switch
            {
                OperationCanceledException => e,
                EngineException { Trouble: EngineTrouble.Busy } busy => new MigrationException(Descriptors.DatabaseBusy, ExitCode.LockBusy,
                    $"no snapshot could be made: {Failure.Busy(busy)}. Nothing was changed", e),
                EngineException { Trouble: EngineTrouble.Damaged } => new MigrationException(Descriptors.SnapshotFailed, ExitCode.Failed,
                    $"no snapshot could be made, because the database is damaged: {e.Message}. Nothing was changed; go back to an older snapshot ('migrationbuild snapshot list')", e),
                _ => new MigrationException(Descriptors.SnapshotFailed, ExitCode.Failed,
                    $"no snapshot could be made in '{Directory}': {e.Message}. Nothing was changed; make room or name another folder with --snapshot-dir", e),
            };
        }
        finally
        {
            claim?.Dispose();
        }
    }

    /// <summary>The snapshots of one database, newest first.</summary>
    /// <param name="isOf">Whether what a snapshot calls its database is the one; null: all.</param>
    public IReadOnlyList<Snapshot> List(Func<string, bool>? isOf)
    {
        if (!System.IO.Directory.Exists(Directory))
            return [];
        return [.. System.IO.Directory.EnumerateFiles(Directory, "*" + Ending + DescriptionEnding)
            .Select(ReadDescription)
            .OfType<Snapshot>()
            .Where(s => isOf is null || isOf(s.Database))
            .OrderByDescending(s => s.CreatedAt)
            .ThenByDescending(s => s.Name, StringComparer.Ordinal)];
    }

    /// <summary>The snapshot of that name, or of that path.</summary>
    /// <exception cref="MigrationException">MB6022: there is none; names those that there are.</exception>
    public static Snapshot Find(string nameOrPath, string directory)
    {
        var file = nameOrPath.AsSpan().IndexOfAny('/', '\\') >= 0 ? Path.GetFullPath(nameOrPath) : Path.Combine(Path.GetFullPath(directory), nameOrPath);
        if (File.Exists(file) && ReadDescription(file + DescriptionEnding) is { } snapshot)
            return snapshot;
        var known = new SnapshotStore(directory).List(null).Take(5).Select(s => s.Name).ToList();
        throw new MigrationException(Descriptors.SnapshotNotFound, ExitCode.Usage,
            $"there is no snapshot '{nameOrPath}' with its description beside it; "
            + (known.Count == 0 ? $"'{Path.GetFullPath(directory)}' holds none" : $"the newest in '{Path.GetFullPath(directory)}': {string.Join(", ", known)}"));
    }

    /// <exception cref="MigrationException">MB6021: it is not what was written.</exception>
    public static async Task RequireIntactAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var digest = await DigestAsync(snapshot.File, cancellationToken);
        if (digest != snapshot.Sha256)
        {
            throw new MigrationException(Descriptors.SnapshotDamaged, ExitCode.Refused,
                $"the snapshot '{snapshot.File}' was altered or damaged since it was made (SHA-256 {digest}, expected {snapshot.Sha256}); nothing was touched. Restore another one ('migrationbuild snapshot list')");
        }
    }

    private void MakeFolder()
    {
        if (System.IO.Directory.Exists(Directory))
            return;
        System.IO.Directory.CreateDirectory(Directory);
        DurableFile.FlushFolder(Path.GetDirectoryName(Directory)!);
    }

    // Of runs that were killed. Another database's run may be writing into the same folder right now: then it holds its claim. Without one, as
    // earlier versions wrote, nothing is certain but that no run takes a day.
    private async Task DeleteLeftoversAsync(IDatabase database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await SnapshotClaim.RemoveAbandonedAsync(Directory, async file =>
        {
            string[] copies = File.Exists(file + DescriptionEnding) ? [] : [file, file + CopyPartialEnding];
            foreach (var copy in copies.Where(File.Exists))
            {
                if (!await database.DiscardSnapshotAsync(copy, cancellationToken))
                    return false;
                DeleteQuietly(copy);
            }
            foreach (var ending in PartialEndings)
                DeleteQuietly(file + ending);
            return true;
        });
        foreach (var file in System.IO.Directory.EnumerateFiles(Directory, $"*{Ending}*.partial*"))
        {
            var snapshot = file[..(file.LastIndexOf(Ending, StringComparison.Ordinal) + Ending.Length)];
            if (now - File.GetLastWriteTimeUtc(file) > TimeSpan.FromDays(1) && !SnapshotClaim.IsThere(snapshot))
                DeleteQuietly(file);
        }
    }

    private (string File, SnapshotClaim Claim) ClaimNew(IDatabase database, string? version, DateTimeOffset at)
    {
        var name = string.Concat(database.Name.Select(c => c is '/' or '\\' || Path.GetInvalidFileNameChars().Contains(c) ? '_' : c));
        var stem = string.Create(CultureInfo.InvariantCulture, $"{name}.{version ?? "base"}.{at:yyyyMMddTHHmmssfff}Z");
        for (var i = 1; ; i++)
        {
            var candidate = Path.Combine(Directory, i == 1 ? stem + Ending : string.Create(CultureInfo.InvariantCulture, $"{stem}-{i}{Ending}"));
            if (!File.Exists(candidate) && SnapshotClaim.TryTake(candidate) is { } claim)
                return (candidate, claim);
        }
    }

    private static async Task<string> DigestAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    private static void WriteDescription(Snapshot snapshot)
    {
        var file = snapshot.File + DescriptionEnding;
        using (var stream = new FileStream(file + ".partial", FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(stream, snapshot, SnapshotJson.Default.Snapshot);
            stream.Flush(flushToDisk: true);
        }
        FaultPoint.Reach("snapshot.description-written");
        File.Move(file + ".partial", file, overwrite: true);
        // The snapshot's own name with it: the run that goes on from here must find both after a power cut.
        DurableFile.FlushFolder(Path.GetDirectoryName(file)!);
    }

    private static Snapshot? ReadDescription(string file)
    {
        try
        {
            var directory = Path.GetDirectoryName(file)!;
            var snapshot = JsonSerializer.Deserialize(File.ReadAllBytes(file), SnapshotJson.Default.Snapshot);
            // The name inside must be the file's own: a description cannot lead to another path.
            return snapshot is not null && snapshot.Name + DescriptionEnding == Path.GetFileName(file) ? snapshot with { Directory = directory } : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void DeleteQuietly(string file)
    {
        try
        {
            if (file.Length > 0)
                File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only tidying up: a copy without description is never taken for a snapshot.
        }
    }

    private sealed class ObserverProgress(IDeploymentObserver observer) : IProgress<double>
    {
        public void Report(double value) => observer.SnapshotProgress(value);
    }
}

using System.Diagnostics;
using MigrationBuild.Diagnostics;
using MigrationBuild.Faults;

namespace MigrationBuild.Sqlite.Locks;

/// <summary>
/// Keeps other deployments out by a lock of the operating system on a file beside the database. It dies with its process;
/// the file may then stay, without a meaning.
/// </summary>
internal sealed class DeploymentLock : IAsyncDisposable
{
    private const int PollMs = 50;

    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int LinuxTryAgain = 11;
    private const int MacTryAgain = 35;

    private readonly string _file;
    private readonly string _ownerFile;
    private readonly FileStream _stream;

    private DeploymentLock(string file, string ownerFile, FileStream stream)
    {
        _file = file;
        _ownerFile = ownerFile;
        _stream = stream;
    }

    /// <exception cref="MigrationException">MB6005: somebody else holds it. MB6003: the file cannot be written.</exception>
    public static async Task<DeploymentLock> TakeAsync(string database, TimeSpan timeout, string owner, CancellationToken cancellation)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (TryTake(database, owner) is { } taken)
                return taken;
            if (waited.Elapsed >= timeout)
            {
                throw new MigrationException(Descriptors.LockBusy, ExitCode.LockBusy, FormattableString.Invariant(
                    $"another deployment to {database} is running: {LockOwner.Read(OwnerFileOf(database))}; waited {timeout.TotalSeconds:0.#} s"));
            }
            await Task.Delay(PollMs, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Null where somebody else holds it.</summary>
    public static DeploymentLock? TryTake(string database, string owner)
    {
        var file = database + "-deploy.lock";
        FileStream? stream = null;
        try
        {
            stream = Open(file);
            if (stream is null || !IsStillAt(file, stream))
            {
                stream?.Dispose();
                return null;
            }
            FaultPoint.Reach("sqlite.lock.taken");
            LockOwner.Write(OwnerFileOf(database), owner);
            FaultPoint.Reach("sqlite.lock.signed");
            return new DeploymentLock(file, OwnerFileOf(database), stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            stream?.Dispose();
            throw SqliteTarget.Unusable($"the lock file {file} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Who holds it now; null where nobody does. Takes nothing, and changes no file.</summary>
    public static string? FindHolder(string database)
    {
        var file = database + "-deploy.lock";
        try
        {
            // The file of a holder that died may still be there: only the lock on it counts.
            using var free = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None, 1);
            return null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (IOException)
        {
            return LockOwner.Read(OwnerFileOf(database));
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // While still held: whoever opened the file before this finds that the path leads elsewhere and tries again.
            FaultPoint.Reach("sqlite.lock.releasing");
            File.Delete(_ownerFile);
            FaultPoint.Reach("sqlite.lock.unsigned");
            if (!OperatingSystem.IsWindows())
                File.Delete(_file);
            FaultPoint.Reach("sqlite.lock.deleted");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What the run did is done. A file without a lock on it means nothing.
        }
        await _stream.DisposeAsync().ConfigureAwait(false);
    }

    private static string OwnerFileOf(string database) => database + "-deploy.owner";

    private static FileStream? Open(string file)
    {
        // Windows does not delete an open file, but it does delete one on close as one act; Unix is the other way round.
        var options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, options);
        }
        catch (IOException e) when (e.HResult is WindowsSharingViolation or LinuxTryAgain or MacTryAgain)
        {
            return null;
        }
    }

    // The file may have been deleted between opening and locking, and another made. A random time of writing, set through
    // the handle and read by the path, tells; a token inside could not be read past the lock.
    private static bool IsStillAt(string file, FileStream stream)
    {
        if (OperatingSystem.IsWindows())
            return true;
        var token = new DateTime(Random.Shared.NextInt64(new DateTime(2000, 1, 1).Ticks, new DateTime(2020, 1, 1).Ticks), DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(stream.SafeFileHandle, token);
        return File.Exists(file) && File.GetLastWriteTimeUtc(file) == File.GetLastWriteTimeUtc(stream.SafeFileHandle);
    }
}

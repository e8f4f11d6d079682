namespace MigrationBuild.Eng.Faults.Servers;

/// <summary>A file system in memory of which a file takes all room but what a case may have.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int Block = 4096;

    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    private string Ballast => Path.Combine(Folder, "ballast");

    /// <summary>Why none can be made here; null where one can.</summary>
    public static string? WhyNot => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? null : "only root on Linux may mount a small disk";

    /// <exception cref="IOException">The system refuses to mount it, as in most containers.</exception>
    public static SmallDisk Mount(string folder, int megabytes)
    {
        var run = Shell.Run("/", "mount", ["-t", "tmpfs", "-o", FormattableString.Invariant($"size={megabytes}m,mode=755"), "tmpfs", folder]);
        return run.ExitCode == 0 ? new SmallDisk(folder) : throw new IOException(run.Output);
    }

    /// <summary>Leaves so many bytes free.</summary>
    public void LeaveFree(long bytes)
    {
        Free();
        var length = Math.Max(0, (new DriveInfo(Folder).AvailableFreeSpace - bytes) / Block * Block);
        using var file = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var zeros = new byte[Block];
        try
        {
            for (var written = 0L; written < length; written += Block)
                file.Write(zeros);
        }
        catch (IOException)
        {
            // A server that lives on this disk took of the room meanwhile: it is fuller than was asked for, and full is what it is to be.
        }
    }

    /// <summary>Gives all room back.</summary>
    public void Free() => File.Delete(Ballast);

    public void Dispose()
    {
        Free();
        Shell.Run("/", "umount", ["-l", Folder]);
    }
}

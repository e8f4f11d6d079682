using System.ComponentModel;
using System.Runtime.InteropServices;

namespace MigrationBuild.Drivers;

/// <summary>
/// Files that are on the disk when a method returns. Never for the file of a database that a connection of this process has
/// open: closing it would drop the engine's locks (sqlite.org/howtocorrupt.html, 2.2).
/// </summary>
public static class DurableFile
{
    /// <summary>An empty file with the access rights of another, so that a copy is never more open than its original.</summary>
    public static void CreateLike(string file, string original)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows() && File.Exists(original))
            options.UnixCreateMode = File.GetUnixFileMode(original) | UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(file, options);
    }

    /// <summary>What is in the file is on the disk.</summary>
    public static void Flush(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Renames within one folder and flushes that folder, so that a power cut cannot take the name back.</summary>
    public static void Rename(string from, string to)
    {
        File.Move(from, to, overwrite: false);
        FlushFolder(Path.GetDirectoryName(to)!);
    }

    /// <summary>The names in the folder are on the disk: those that are new there, and those that are gone.</summary>
    public static void FlushFolder(string folder)
    {
        // Windows writes names through by itself and has no call for folders.
        if (OperatingSystem.IsWindows())
            return;
        var handle = OpenFolder(folder, 0);
        if (handle < 0)
            throw new IOException($"the folder {folder} cannot be opened", new Win32Exception(Marshal.GetLastPInvokeError()));
        try
        {
            // Some file systems refuse to flush folders; there is nothing better to do there.
            _ = FlushHandle(handle);
        }
        finally
        {
            _ = CloseHandle(handle);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int OpenFolder([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int FlushHandle(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int CloseHandle(int handle);
}

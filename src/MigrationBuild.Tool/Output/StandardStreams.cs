using System.Runtime.InteropServices;

namespace MigrationBuild.Tool.Output;

/// <summary>
/// Standard output and error as whoever started this gave them. One that was closed (`&gt;&amp;-`) is a number that the runtime has
/// given to something else by now: to a pipe of its own, where each word ends the process, or to a file.
/// </summary>
internal static class StandardStreams
{
    private const int Output = 1;
    private const int Error = 2;
    private const int GetFlags = 1; // F_GETFD
    private const int CloseOnExec = 1; // FD_CLOEXEC

    /// <summary>Lets nothing be written where nobody has given anything to write to. Before anything else.</summary>
    public static void SilenceClosed()
    {
        if (OperatingSystem.IsWindows())
            return;
        if (!IsGiven(Output))
            Console.SetOut(TextWriter.Null);
        if (!IsGiven(Error))
            Console.SetError(TextWriter.Null);
    }

    // What is to be closed at exec cannot have come through one.
    private static bool IsGiven(int descriptor) => FileControl(descriptor, GetFlags) is >= 0 and var flags && (flags & CloseOnExec) == 0;

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FileControl(int descriptor, int command);
}

using System.Text;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Compilation;

/// <summary>Writes the files that <see cref="NextName"/> thinks of. Never over a file that is there.</summary>
public static class NewMigration
{
    /// <param name="directory">Made where it is not there yet.</param>
    /// <returns>The paths, as the folder was named.</returns>
    /// <exception cref="MigrationException">MB1005: a file cannot be written. Others as <see cref="NextName.For"/>.</exception>
    public static IReadOnlyList<string> Write(string directory, string engine, string name, DateTimeOffset utcNow)
    {
        var written = new List<string>();
        var path = directory;
        try
        {
            Directory.CreateDirectory(directory);
            foreach (var script in NextName.For(ScriptFolder.Read(directory), engine, name, utcNow))
            {
                path = Path.Combine(directory, script.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
                using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
                file.Write(Encoding.UTF8.GetBytes(script.Content));
                written.Add(path);
            }
            return written;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(new Diagnostic(Descriptors.UnwritableFile, new SourceLocation(path), $"the file cannot be written: {e.Message}"), ExitCode.Failed, e);
        }
    }
}

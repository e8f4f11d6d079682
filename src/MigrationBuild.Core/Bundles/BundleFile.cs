using MigrationBuild.Diagnostics;

namespace MigrationBuild.Bundles;

/// <summary>Puts a bundle, the signature beside it, or a report on the disk, whole or not at all.</summary>
public static class BundleFile
{
    /// <exception cref="MigrationException">MB1005.</exception>
    public static void Write(string path, byte[] bytes)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw new MigrationException(
                new Diagnostic(Descriptors.UnwritableFile, new SourceLocation(path), $"the file cannot be written: {e.Message}"), ExitCode.Failed, e);
        }
    }
}

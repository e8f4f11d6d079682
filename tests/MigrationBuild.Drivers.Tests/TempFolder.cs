namespace MigrationBuild.Drivers.Tests;

/// <summary>A folder that is deleted with all that is in it.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("migrationbuild-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The names of what is in it, sorted.</summary>
    public string[] Names() => [.. Directory.EnumerateFileSystemEntries(Path).Select(entry => System.IO.Path.GetFileName(entry)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

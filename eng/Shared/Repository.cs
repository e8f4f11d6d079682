namespace MigrationBuild.Eng;

/// <summary>Where things are, wherever the program was started from.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        var start = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? Environment.CurrentDirectory;
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MigrationBuild.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException($"no MigrationBuild.sln above {start}");
    }
}

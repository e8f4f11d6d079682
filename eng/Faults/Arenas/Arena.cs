using MigrationBuild.Eng.Faults.Judging;
using MigrationBuild.Eng.Faults.Tools;

namespace MigrationBuild.Eng.Faults.Arenas;

/// <summary>
/// One database with a folder around it, in which one case runs at a time. Everything here goes past the product: how a state is set up, what is
/// in the database, what is left beside it.
/// </summary>
internal abstract class Arena(string folder)
{
    public abstract string Engine { get; }

    /// <summary>Holds everything that the tool writes to disk, its temporary folder included.</summary>
    public string Folder => folder;

    public string Snapshots => Path.Combine(folder, "snapshots");

    public string Temporary => Path.Combine(folder, "tmp");

    public abstract string ConnectionString { get; }

    /// <summary>Keeps the present content of the database under a name, for all arenas of the engine.</summary>
    public abstract Task SaveAsync(string image);

    /// <summary>The database is what was saved, or empty where null; no snapshots, nothing temporary.</summary>
    public async Task LoadAsync(string? image)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(Temporary);
        Directory.CreateDirectory(Snapshots);
        await ClearAsync();
        await LoadContentAsync(image);
    }

    /// <summary>Removes what earlier cases left on the server.</summary>
    protected virtual Task ClearAsync() => Task.CompletedTask;

    /// <summary>The same for the database alone.</summary>
    public abstract Task LoadContentAsync(string? image);

    public abstract Task ExecuteAsync(string sql);

    public abstract Task<Observation> ReadAsync();

    /// <summary>Makes the database one that its engine cannot read; for engines whose database is a file.</summary>
    public virtual Task DamageAsync() => throw new NotSupportedException();

    /// <summary>Waits until whoever was killed is gone; says who is not.</summary>
    public abstract Task<IReadOnlyList<string>> SettleAsync();

    /// <summary>Copies and sessions on the server that are nobody's.</summary>
    protected abstract Task<IReadOnlyList<string>> StrayAsync();

    /// <summary>Whether a file beside the database is one that may stay.</summary>
    protected abstract bool MayStay(string file);

    public async Task<IReadOnlyList<string>> LeftoversAsync()
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).ToList();
        var snapshots = files.Where(file => file.StartsWith("snapshots", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. files.Where(file => snapshots.Contains(file) ? !IsHalfOfPair(file, snapshots) : !MayStay(file)).Select(file => $"the file {file} is left"),
            .. await StrayAsync(),
        ];
    }

    public Task<ToolRun> RunAsync(params string[] arguments) => Tool.RunAsync(folder, arguments);

    private static bool IsHalfOfPair(string file, HashSet<string> all) =>
        file.EndsWith(".snapshot", StringComparison.Ordinal) ? all.Contains(file + ".json") : file.EndsWith(".snapshot.json", StringComparison.Ordinal) && all.Contains(file[..^5]);
}

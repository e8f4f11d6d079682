using MigrationBuild.Drivers;

namespace MigrationBuild.Sqlite.Snapshots;

/// <summary>A restore without this tool: a snapshot is a whole database in one file.</summary>
internal static class HandRestore
{
    /// <summary>What is there is kept, with the files that belong to it: left beside a restored file, they would bring back what it replaces.</summary>
    public static IReadOnlyList<string> Commands(string database, string snapshot)
    {
        var kept = database + ".broken";
        return
        [
            .. new[] { "", "-wal", "-shm", "-journal" }.Select(suffix => $"[ ! -e {ShellText.Quote(database + suffix)} ] || mv {ShellText.Quote(database + suffix)} {ShellText.Quote(kept + suffix)}"),
            $"cp {ShellText.Quote(snapshot)} {ShellText.Quote(database)}",
        ];
    }
}

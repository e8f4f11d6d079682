using System.Runtime.CompilerServices;

namespace MigrationBuild.Tests;

/// <summary>
/// Compares a text with the one that was approved for a test, in a file beside it: `Class.Method.verified.txt`. What a run gives instead is left as
/// `Class.Method.received.txt`; renamed, it is the new approved text. The names are those of Verify, which can take over.
/// </summary>
internal static class Snapshot
{
    public static void Verify(string actual, [CallerFilePath] string source = "", [CallerMemberName] string method = "")
    {
        var start = Path.ChangeExtension(PathOf(source), null) + "." + method;
        var (verified, received) = ($"{start}.verified.txt", $"{start}.received.txt");
        var expected = File.Exists(verified) ? File.ReadAllText(verified) : null;
        if (actual == expected)
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, actual);
        Assert.AreEqual(expected ?? "(nothing is approved yet)", actual, $"compare {received}");
    }

    // A deterministic build maps the path of a source file away, up to the repository.
    private static string PathOf(string source)
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "MigrationBuild.sln")))
            directory = directory.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        var normal = source.Replace('\\', '/');
        return Path.Combine(directory.FullName, normal[(normal.LastIndexOf("/tests/", StringComparison.Ordinal) + 1)..]);
    }
}

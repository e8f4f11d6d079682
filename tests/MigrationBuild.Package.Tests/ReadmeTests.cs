using System.Text.RegularExpressions;
using MigrationBuild.Package.Tests.Infrastructure;

namespace MigrationBuild.Package.Tests;

/// <summary>
/// The README, done by the letter: its ```console lines run in their order, its ```sql FILE blocks are written where it says,
/// and a command fails exactly where the README shows an error.
/// </summary>
[TestClass]
public sealed partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(PackedPackage.Repository, "README.md"));

    [TestMethod]
    public async Task Tutorial_works_from_the_first_command_to_the_last()
    {
        if (OperatingSystem.IsWindows())
            Assert.Inconclusive("the commands are run by a Unix shell");
        var folder = TestProject.NewFolder();
        var home = Directory.CreateDirectory(Path.Combine(folder, "home")).FullName;
        var current = Directory.CreateDirectory(Path.Combine(folder, "work")).FullName;
        var project = "";
        var environment = new Dictionary<string, string>
        {
            ["DOTNET_CLI_HOME"] = home,
            ["PATH"] = $"{Path.Combine(home, ".dotnet", "tools")}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
        };
        var ran = 0;
        foreach (var (command, file, text) in Tutorial())
        {
            if (file is not null)
            {
                await File.WriteAllTextAsync(Path.Combine(project, file), text);
                continue;
            }
            if (command.StartsWith("cd ", StringComparison.Ordinal))
            {
                current = Path.Combine(current, command[3..]);
                project = project.Length == 0 ? current : project;
                continue;
            }
            await RunAsync(command, text, current, environment);
            ran++;
        }
        Assert.IsGreaterThan(12, ran);
        await RestoreNewestSnapshotAsync(current, environment);
    }

    [TestMethod]
    public async Task First_command_shows_the_main_job()
    {
        Assert.Contains("$ dotnet run eng/try.cs", Readme);
        // Packing both once more would take most of its time.
        var packed = new Dictionary<string, string> { ["MIGRATIONBUILD_FEED"] = PackedPackage.Feed };
        var result = (await Child.RunAsync(PackedPackage.Repository, ["run", "eng/try.cs"], packed)).Succeeded();
        Assert.Contains("error MB1201", result.Output);
        Assert.Contains("All of this was checked as it ran", result.Output);
        Assert.IsLessThan(50, result.Output.Split('\n').Length, "more than one screen");
    }

    [TestMethod]
    public void Second_command_is_what_the_build_server_runs()
    {
        Assert.Contains("$ dotnet run eng/test.cs", Readme);
        Assert.Contains("dotnet run eng/test.cs", File.ReadAllText(Path.Combine(PackedPackage.Repository, ".ci", "run")));
    }

    private static async Task RunAsync(string command, string shown, string directory, Dictionary<string, string> environment)
    {
        var actual = command.Replace("0.1.0", PackedPackage.Version, StringComparison.Ordinal);
        var result = await Child.RunProgramAsync("sh", directory, ["-c", actual], environment);
        var error = ErrorCode().Match(shown);
        if (!error.Success)
        {
            result.Succeeded();
            return;
        }
        result.Failed();
        Assert.Contains(error.Value, result.Output, result.ToString());
    }

    // The README says NAME, since a snapshot's name holds the time.
    private static async Task RestoreNewestSnapshotAsync(string directory, Dictionary<string, string> environment)
    {
        Assert.Contains("migrationbuild snapshot restore NAME --yes", Readme);
        await RunAsync(
            "migrationbuild snapshot restore \"$(ls shop.db.*.snapshot | tail -n 1)\" --yes --connection \"Data Source=shop.db\"", "", directory, environment);
    }

    /// <summary>The commands with the output that is shown below them, and the files with their text, in order; without the two of the repository itself.</summary>
    private static IEnumerable<(string Command, string? File, string Text)> Tutorial()
    {
        foreach (var block in Blocks().Matches(Readme).Cast<Match>())
        {
            if (block.Groups["file"].Value is { Length: > 0 } file)
            {
                yield return ("", file, block.Groups["text"].Value);
                continue;
            }
            foreach (var entry in block.Groups["text"].Value.Split("$ ", StringSplitOptions.RemoveEmptyEntries))
            {
                var lines = entry.Split('\n', 2);
                if (!lines[0].StartsWith("dotnet run eng/", StringComparison.Ordinal))
                    yield return (lines[0], null, lines[1]);
            }
        }
    }

    [GeneratedRegex(@"^```(?:console|sql (?<file>\S+))\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"error MB\d{4}")]
    private static partial Regex ErrorCode();
}

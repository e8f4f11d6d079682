using System.Diagnostics;

namespace MigrationBuild.Tool.Tests;

/// <summary>
/// What the tool prints where a run could not go back by itself: each command is run as it stands, in a shell, by somebody who knows nothing else.
/// A derived class says on which engine.
/// </summary>
public abstract class RecipeTests : PostgreSqlToolTests
{
    private const string Migrationbuild = "migrationbuild";

    /// <summary>Leads to the database, as an argument.</summary>
    protected abstract string Connection { get; }

    /// <summary>A bundle of four: a table; then outside a transaction two statements, of which nobody can tell how far they came; a table; a failure.</summary>
    protected abstract string Chain(bool fails);

    /// <summary>What is in the database, without the history.</summary>
    protected abstract string State();

    protected abstract void Execute(string sql);

    /// <summary>Copies the whole place, so that each option is tried on the same trouble.</summary>
    protected abstract void Again();

    [TestMethod]
    public void Every_option_for_a_step_of_unknown_state_works()
    {
        var (good, before) = (Chain(fails: false), "");
        foreach (var option in new[] { "is in effect completely", "has been removed by hand", "put the database back", "without this tool" })
        {
            Again();
            Run("apply", "-b", good, "-c", Connection, "--to", "1").AssertExit(0);
            before = State();
            Variables["MIGRATIONBUILD_FAULT"] = "deployment.script-done=kill";
            Assert.AreNotEqual(0, Run("apply", "-b", good, "-c", Connection).ExitCode);
            Variables["MIGRATIONBUILD_FAULT"] = null;
            var status = Run("status", "-b", good, "-c", Connection);
            status.AssertExit(6);
            Assert.Contains("up 0002 step: unknown: it ran outside a transaction", status.Output);
            var stopped = Run("apply", "-b", good, "-c", Connection, "--json");
            stopped.AssertExit(6);
            Assert.AreEqual("MB6025", stopped.ErrorCode);
            var shown = Run("apply", "-b", good, "-c", Connection);
            Assert.Contains(Commands(stopped, option)[0], shown.Error);

            if (option == "has been removed by hand")
                Execute("DROP TABLE b");
            Follow(Commands(stopped, option));

            if (option.Contains("completely", StringComparison.Ordinal))
                Assert.AreNotEqual(before, State());
            else
                Assert.AreEqual(before, State(), option);
            Run("apply", "-b", good, "-c", Connection).AssertExit(0);
            Assert.Contains("d=0", State(), option);
            Assert.Contains("b=1", State(), option);
        }
    }

    [TestMethod]
    public void Every_option_for_steps_that_stay_because_others_wrote_works()
    {
        foreach (var option in new[] { "keep what is in effect", "go back by the down scripts", "put the database back", "without this tool" })
        {
            Again();
            var failing = Chain(fails: true);
            Run("apply", "-b", failing, "-c", Connection, "--to", "1").AssertExit(0);
            var before = State();
            Variables["MIGRATIONBUILD_FAULT"] = "deployment.entered@2=pause:3000";
            using var run = Start("apply", "-b", failing, "-c", Connection, "--json");
            Variables["MIGRATIONBUILD_FAULT"] = null;
            Assert.AreEqual(0, WaitFor(run, "fault: paused"));
            Execute("INSERT INTO a VALUES (99)");
            var stopped = Finish(run);
            stopped.AssertExit(6);
            Assert.Contains("MB6024", stopped.Error);

            Follow(Commands(stopped, option), expectedExit: option.StartsWith("keep", StringComparison.Ordinal) ? 1 : 0);

            if (option.StartsWith("keep", StringComparison.Ordinal))
                Assert.Contains("c=0", State(), "the failing step fails again, and what was in effect stays");
            else if (option.StartsWith("go back", StringComparison.Ordinal))
                Assert.AreEqual(before.Replace("a=1", "a=2", StringComparison.Ordinal), State(), "what others wrote stays");
            else
                Assert.AreEqual(before, State());
            Run("status", "-b", failing, "-c", Connection).AssertExit(0);
        }
    }

    private static int WaitFor(Process process, string words)
    {
        while (process.StandardError.ReadLine() is { } line)
        {
            if (line.Contains(words, StringComparison.Ordinal))
                return 0;
        }
        return 1;
    }

    private static IReadOnlyList<string> Commands(ToolResult result, string option) =>
        [.. result.Json.GetProperty("recovery").EnumerateArray()
            .Single(r => r.GetProperty("when").GetString()!.Contains(option, StringComparison.Ordinal))
            .GetProperty("commands").EnumerateArray().Select(c => c.GetString()!)];

    private void Follow(IReadOnlyList<string> commands, int expectedExit = 0)
    {
        var bin = PathOf("bin");
        Directory.CreateDirectory(bin);
        var shim = Path.Combine(bin, Migrationbuild);
        File.WriteAllText(shim, $"#!/bin/sh\nexec {string.Join(' ', ToolCommand.Select(word => $"'{word}'"))} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(shim, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo("/bin/sh", ["-e", "-c", string.Join('\n', commands)])
        {
            WorkingDirectory = Folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["PATH"] = string.Join(':', [bin, .. MorePrograms, Environment.GetEnvironmentVariable("PATH")]);
        start.Environment["MIGRATIONBUILD_CONNECTION"] = null;
        var result = Finish(Process.Start(start)!);
        Assert.AreEqual(expectedExit, result.ExitCode, $"{string.Join('\n', commands)}\n{result.Output}\n{result.Error}");
    }

    /// <summary>Folders of programs that a person at this engine has in his path.</summary>
    protected virtual IReadOnlyList<string> MorePrograms => [];
}

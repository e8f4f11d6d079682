using System.Text.RegularExpressions;

namespace MigrationBuild.Tool.Tests;

/// <summary>What a power cut must not take: seen by the calls that the tool makes to the system, in their order.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed partial class DurabilityTests : PostgreSqlToolTests
{
    private string Snapshots => PathOf("snapshots");

    [TestMethod]
    public void A_snapshot_is_on_the_disk_before_it_has_its_name_and_its_name_before_the_run_goes_on()
    {
        Execute(Database, "CREATE TABLE t (x)");

        var calls = Trace("snapshot", "create", "-c", Database, "--snapshot-dir", Snapshots);

        RequireDurable(calls, ".snapshot");
        RequireDurable(calls, ".snapshot.json");
    }

    [TestMethod]
    public async Task So_is_a_dump()
    {
        await using var server = await StartServerAsync();
        var connection = await server.CreateDatabaseAsync("shop");

        var calls = Trace("snapshot", "create", "--engine", "postgresql", "-c", connection, "--snapshot-dir", Snapshots);

        RequireDurable(calls, ".snapshot");
        RequireDurable(calls, ".snapshot.json");
    }

    // Each file of that ending: flushed, then renamed, then its folder flushed.
    private void RequireDurable(List<string> calls, string ending)
    {
        var renamed = calls.FindIndex(call => call.StartsWith("rename", StringComparison.Ordinal) && call.Contains($"{ending}\"", StringComparison.Ordinal));
        Assert.IsGreaterThanOrEqualTo(0, renamed, string.Join('\n', calls));
        Assert.IsTrue(calls.Take(renamed).Any(call => call.StartsWith("fsync", StringComparison.Ordinal) && call.Contains($"{ending}.partial>", StringComparison.Ordinal)), string.Join('\n', calls));
        Assert.IsTrue(calls.Skip(renamed).Any(call => call.StartsWith("fsync", StringComparison.Ordinal) && call.Contains($"{Snapshots}>", StringComparison.Ordinal)), string.Join('\n', calls));
    }

    /// <summary>Its flushes and renames, in order: `fsync(31&lt;/tmp/x&gt;`, `rename("/tmp/x", "/tmp/y"`.</summary>
    private List<string> Trace(params string[] arguments)
    {
        var log = PathOf("calls.txt");
        string[] strace = ["-f", "-y", "-e", "trace=fsync,fdatasync,rename,renameat,renameat2", "-o", log, .. ToolCommand, .. arguments];
        var result = RunOrSkip("strace", strace);
        result.AssertExit(0);
        // A call of one thread that another one interrupts stands on two lines: the first has all that is asked for here.
        return [.. File.ReadLines(log).Select(line => CallPattern().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value)];
    }

    private ToolResult RunOrSkip(string program, string[] arguments)
    {
        try
        {
            return Finish(Start(program, arguments));
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new AssertInconclusiveException($"{program} cannot be started ({e.Message}; Debian: apt-get install strace): what is flushed to the disk was not looked at");
        }
    }

    [GeneratedRegex(@"^\d+\s+((fsync|fdatasync|rename\w*)\(.*)$")]
    private static partial Regex CallPattern();
}

using System.Diagnostics;
using MigrationBuild.Deployment.Gates;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Tests.Deployment.Gates;

/// <summary>Real commands in the system's shell, well behaved and not.</summary>
[TestClass]
public sealed class HealthGateTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Cancellation => TestContext.CancellationTokenSource.Token;

    [TestInitialize]
    public void NeedsAUnixShell()
    {
        if (OperatingSystem.IsWindows())
            Assert.Inconclusive("the commands are written for a Unix shell");
    }

    [TestMethod]
    public async Task Command_that_ends_with_0_is_healthy_and_hears_what_it_is_asked_about()
    {
        var gate = Gate("echo $MIGRATIONBUILD_RUN_ID $MIGRATIONBUILD_VERSION; echo 'say \"hi\"' >&2; read line; echo \"<$line>\"");
        await gate.RequireHealthyAsync("0007", Cancellation);
        await gate.RequireHealthyAsync(null, Cancellation);
        Assert.IsTrue(gate.Results.All(r => r.Healthy));
        CollectionAssert.AreEquivalent(new[] { "run-1 0007", "say \"hi\"", "<>" }, gate.Results[0].Output.ToArray());
        Assert.Contains("run-1 base", gate.Results[1].Output.ToArray());
    }

    [TestMethod]
    public async Task Nothing_that_leads_to_the_database_is_in_its_environment()
    {
        Environment.SetEnvironmentVariable("MIGRATIONBUILD_CONNECTION", "Password=canary-1");
        Environment.SetEnvironmentVariable("PGPASSWORD", "canary-2");
        Environment.SetEnvironmentVariable("HEALTH_URL", "http://shop/health");
        try
        {
            var gate = Gate("env");
            await gate.RequireHealthyAsync("0007", Cancellation);
            var output = string.Join('\n', gate.Results[0].Output);
            Assert.DoesNotContain("canary", output);
            Assert.Contains("HEALTH_URL=http://shop/health", output);
            Assert.Contains("PATH=", output);
        }
        finally
        {
            foreach (var name in new[] { "MIGRATIONBUILD_CONNECTION", "PGPASSWORD", "HEALTH_URL" })
                Environment.SetEnvironmentVariable(name, null);
        }
    }

    [TestMethod]
    public async Task Command_that_fails_is_told_with_its_last_words()
    {
        var failure = await UnhealthyAsync(Gate("for i in $(seq 1 50); do echo line $i; done; exit 3"));
        Assert.Contains("with the database at 0007 the health command ended with exit code 3; it printed: line 31 | ", failure.Message);
        Assert.Contains("line 50", failure.Message);
        Assert.AreEqual(ExitCode.Failed, failure.ExitCode);
        Assert.Contains("ended with exit code 127", (await UnhealthyAsync(Gate("no-such-program-anywhere"))).Message);
        Assert.Contains("exit code 1, and printed nothing", (await UnhealthyAsync(Gate("exit 1"))).Message);
    }

    [TestMethod]
    public async Task Long_lines_and_what_moves_the_cursor_are_kept_out_of_the_message()
    {
        var failure = await UnhealthyAsync(Gate("printf '\\033[2Jred\\007\\n'; head -c 100000 /dev/zero | tr '\\0' x; exit 1"));
        Assert.Contains("[2Jred | xxx", failure.Message);
        Assert.DoesNotContain("\u001b", failure.Message);
        Assert.IsLessThan(1000, failure.Message.Length);
    }

    [TestMethod]
    [DataRow("sleep 1000")]
    [DataRow("trap '' TERM INT HUP; sleep 1000; sleep 1000")]
    [DataRow("sleep 1000 & sleep 1000 & wait")]
    [DataRow("(sleep 1000 &) ; sleep 1000")]
    [DataRow("(setsid sleep 1000 &) ; sleep 1000")]
    [DataRow("yes")]
    [DataRow("yes >&2 & yes")]
    public async Task Command_that_does_not_end_is_ended_with_all_that_it_started(string command)
    {
        var id = $"{Guid.NewGuid():N}";
        var gate = Gate($"HEALTH_TEST={id}; export HEALTH_TEST; {command}", Short);
        var failure = await UnhealthyAsync(gate);
        Assert.Contains("did not end within 0.3 s", failure.Message);
        Assert.IsFalse(gate.Results.Single().Healthy);
        if (OperatingSystem.IsLinux())
            Assert.IsEmpty(Alive(id));
    }

    [TestMethod]
    public async Task Cancelling_ends_the_command_and_says_so()
    {
        var id = $"{Guid.NewGuid():N}";
        using var cancel = new CancellationTokenSource(Short);
        var gate = Gate($"HEALTH_TEST={id}; export HEALTH_TEST; (sleep 1000 &) ; sleep 1000");
        await Assert.ThrowsAsync<OperationCanceledException>(() => gate.RequireHealthyAsync("0007", cancel.Token));
        if (OperatingSystem.IsLinux())
            Assert.IsEmpty(Alive(id));
    }

    [TestMethod]
    public async Task What_a_healthy_command_leaves_running_with_its_output_open_is_not_waited_for()
    {
        var id = $"{Guid.NewGuid():N}";
        var gate = Gate($"HEALTH_TEST={id}; export HEALTH_TEST; sleep 1000 & echo started");
        await gate.RequireHealthyAsync("0007", Cancellation);
        Assert.Contains("started", gate.Results[0].Output.ToArray());
        foreach (var left in Alive(id))
            Process.GetProcessById(left).Kill();
    }

    private static HealthGate Gate(string command, TimeSpan? timeout = null) => new(new HealthCheck(command, timeout ?? Long, BetweenSteps: false), "run-1");

    private async Task<MigrationException> UnhealthyAsync(HealthGate gate)
    {
        var failure = await Assert.ThrowsExactlyAsync<MigrationException>(() => gate.RequireHealthyAsync("0007", Cancellation));
        Assert.AreEqual("MB6038", failure.Diagnostic.Descriptor.Code);
        return failure;
    }

    // A process that was killed is there until its parent has seen it; it has no environment any more.
    private static List<int> Alive(string id) => ProcessTree.Marked($"HEALTH_TEST={id}");
}

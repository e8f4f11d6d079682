using MigrationBuild.Deployment.Gates;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;

namespace MigrationBuild.Tests.Deployment.Gates;

[TestClass]
public sealed class PerformanceGateTests
{
    private const string Query = "SELECT 1;";
    private const int RunsEach = 6; // five, and the first one

    [TestMethod]
    public async Task Median_of_the_runs_after_the_first_one_is_compared()
    {
        double[] before = [900, 10, 12, 11, 500, 9];
        double[] after = [1, 22, 20, 21, 700, 23];
        var report = await CompareAsync((_, n) => Ms(n < RunsEach ? before[n] : after[n - RunsEach]));
        var query = report.Queries.Single();
        Assert.AreEqual((Ms(11), Ms(22)), (query.Before.Median, query.After.Median));
        Assert.AreEqual(2.0, query.Ratio!.Value, 1e-9);
        Assert.AreEqual(QueryState.Measured, query.State);
        PerformanceGate.Require(report, isHead: true, _ => Assert.Fail("no warning"));
    }

    [TestMethod]
    [DataRow(10, 20, 2.0, QueryState.Measured)]
    [DataRow(10, 20.1, 2.0, QueryState.Slower)]
    [DataRow(10, 2000, null, QueryState.Measured)]
    [DataRow(0, 4.9, 1.0, QueryState.Measured)]
    [DataRow(0.1, 5.1, 1.0, QueryState.Slower)]
    [DataRow(100, 104.9, 1.0, QueryState.Measured)]
    [DataRow(100, 1, 1.0, QueryState.Measured)]
    public async Task Too_slow_is_what_exceeds_the_factor_and_the_noise(double before, double after, double? allowed, QueryState expected)
    {
        var report = await CompareAsync((_, n) => Ms(n < RunsEach ? before : after), allowed);
        Assert.AreEqual(expected, report.Queries.Single().State);
        if (expected != QueryState.Slower)
        {
            PerformanceGate.Require(report, isHead: true, _ => { });
            return;
        }
        var failure = Assert.ThrowsExactly<MigrationException>(() => PerformanceGate.Require(report, isHead: true, _ => { }));
        Assert.AreEqual("MB6039", failure.Diagnostic.Descriptor.Code);
        Assert.AreEqual(ExitCode.Failed, failure.ExitCode);
        Assert.AreEqual("Migrations/perf/one.sql", failure.Diagnostic.Location!.File);
        Assert.Contains("times as long; allowed are", failure.Message);
    }

    [TestMethod]
    public async Task Query_that_works_no_more_fails_the_run_and_one_that_could_not_work_before_is_new()
    {
        var broken = await CompareAsync((_, n) => n < RunsEach ? Ms(1) : throw new EngineException("no such column: a", null));
        Assert.AreEqual(QueryState.Broken, broken.Queries.Single().State);
        var failure = Assert.ThrowsExactly<MigrationException>(() => PerformanceGate.Require(broken, isHead: true, _ => { }));
        Assert.AreEqual("MB6040", failure.Diagnostic.Descriptor.Code);
        Assert.Contains("fails after them: no such column: a", failure.Message);
        // On the way back to where there is no such column yet.
        PerformanceGate.Require(broken, isHead: false, _ => Assert.Fail("no warning"));

        var isFirst = true;
        var added = await CompareAsync((_, _) => Interlocked.Exchange(ref isFirst, false) ? throw new EngineException("no such table", null) : Ms(100), 1.0);
        Assert.AreEqual(QueryState.New, added.Queries.Single().State);
        Assert.IsNull(added.Queries.Single().Ratio);
        PerformanceGate.Require(added, isHead: true, _ => Assert.Fail("no warning"));
    }

    [TestMethod]
    public async Task Query_that_never_runs_is_a_warning_that_says_why()
    {
        var warnings = new List<Diagnostic>();
        var report = await CompareAsync((_, _) => throw new EngineException("the query does not only read", null));
        PerformanceGate.Require(report, isHead: true, warnings.Add);
        Assert.AreEqual(QueryState.NeverRan, report.Queries.Single().State);
        Assert.AreEqual(DiagnosticSeverity.Warning, warnings.Single().Severity);
        Assert.Contains("the query does not only read", warnings.Single().Message);
        PerformanceGate.Require(report, isHead: false, _ => Assert.Fail("nothing is known of it anywhere but at the head"));
    }

    [TestMethod]
    public async Task Slowest_of_several_is_named_and_the_others_are_counted()
    {
        var chain = TestChains.Chain("0001") with { PerformanceScripts = [TestChains.Script("SELECT 1; SELECT 2; SELECT 3;", "Migrations/perf/many.sql")] };
        var (database, _) = TimedDatabase.Make((query, n) => n < RunsEach ? Ms(10) : Ms(query.Contains('2') ? 90 : query.Contains('3') ? 50 : 10));
        var gate = new PerformanceGate(database, chain, new PerformanceLimits { MaxSlowdown = 2 });
        await gate.MeasureAsync(CancellationToken.None);
        var failure = Assert.ThrowsExactly<MigrationException>(() => PerformanceGate.Require(gate.CompareAsync(CancellationToken.None).Result, isHead: false, _ => { }));
        Assert.StartsWith("the query 'many#2' took 10.00 ms before the steps and takes 90.00 ms after them, 9.0 times as long; allowed are 2.0 times (1 more is too slow)", failure.Message);
    }

    [TestMethod]
    public async Task Nothing_is_timed_without_queries_or_with_no_runs()
    {
        var (database, asked) = TimedDatabase.Make((_, _) => Ms(1));
        foreach (var gate in new[]
        {
            new PerformanceGate(database, TestChains.Chain("0001"), new PerformanceLimits()),
            new PerformanceGate(database, Chain(), new PerformanceLimits { Runs = 0 }),
        })
        {
            await gate.MeasureAsync(CancellationToken.None);
            var report = await gate.CompareAsync(CancellationToken.None);
            Assert.IsNull(report);
            PerformanceGate.Require(report, isHead: true, _ => Assert.Fail("no warning"));
        }
        Assert.IsEmpty(asked);
    }

    [TestMethod]
    public async Task Time_limit_of_the_file_counts_before_that_of_the_run()
    {
        var (database, asked) = TimedDatabase.Make((_, _) => Ms(1));
        var limits = new PerformanceLimits { Timeout = TimeSpan.FromSeconds(7), Runs = 1 };
        await new PerformanceGate(database, Chain(), limits).MeasureAsync(CancellationToken.None);
        var own = Chain() with { PerformanceScripts = [Chain().PerformanceScripts[0] with { Timeout = TimeSpan.FromSeconds(3) }] };
        await new PerformanceGate(database, own, limits).MeasureAsync(CancellationToken.None);
        CollectionAssert.AreEqual(new[] { 7.0, 7, 3, 3 }, asked.Select(a => a.Limit.TotalSeconds).ToArray());
    }

    private static async Task<PerformanceReport> CompareAsync(Func<string, int, TimeSpan> time, double? maxSlowdown = null)
    {
        // A query that fails is not asked again in that round, so that rounds are counted apart.
        var round = 0;
        var (database, asked) = TimedDatabase.Make((query, n) => time(query, round == 0 ? n : RunsEach + (n - round)));
        var gate = new PerformanceGate(database, Chain(), new PerformanceLimits { MaxSlowdown = maxSlowdown });
        await gate.MeasureAsync(CancellationToken.None);
        round = asked.Count;
        return (await gate.CompareAsync(CancellationToken.None))!;
    }

    private static MigrationBuild.Chains.MigrationChain Chain() =>
        TestChains.Chain("0001") with { PerformanceScripts = [TestChains.Script(Query, "Migrations/perf/one.sql")] };

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}

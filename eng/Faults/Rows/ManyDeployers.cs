using System.Globalization;
using MigrationBuild.Eng.Faults.Arenas;
using MigrationBuild.Eng.Faults.Judging;
using MigrationBuild.Eng.Faults.Scenarios;
using MigrationBuild.Eng.Faults.Tools;

namespace MigrationBuild.Eng.Faults.Rows;

/// <summary>Many processes deploy at once: exactly one of them runs each step.</summary>
internal sealed class ManyDeployers() : Row("deployers", "32 deployers at once, exactly once", gate: 3, full: 200)
{
    private const int Deployers = 32;

    public override async Task RunAsync(RowRun run)
    {
        var engines = (await run.World.EnginesAsync()).Reverse().ToList();
        await run.CasesAsync((index, _) =>
        {
            var engine = engines[index % engines.Count];
            var scenario = engine.Scenarios.Single(s => s.Name == (index / engines.Count % 2 == 0 ? "apply step by step" : "first apply"));
            return run.InArenaAsync(engine, index, arena => DeployAsync(arena, scenario, engine.References, Deployers, start => start));
        }, atATime: 1);
    }

    /// <summary>All at once; then the proofs, and that one run did it all.</summary>
    public static async Task<CaseResult> DeployAsync(Arena arena, Scenario scenario, References references, int deployers, Func<ToolStart, ToolStart> prepare, Func<Task>? calm = null)
    {
        ToolRun[] runs = [];
        var result = await new CaseRunner(arena, scenario, references).RunAsync($"{deployers} at once", async start =>
        {
            string[] patient = [.. start.Arguments.Select(word => word == "20s" ? "3m" : word)];
            runs = await Task.WhenAll(Enumerable.Range(0, deployers).Select(_ => Tool.RunAsync(arena.Folder, prepare(start with { Arguments = patient }))));
            return runs.MaxBy(r => r.ExitCode)!;
        }, calm);
        var problems = result.Problems.ToList();
        var codes = runs.CountBy(r => r.ExitCode).OrderBy(c => c.Key).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Value} × {c.Key}"));
        if (runs.Any(r => r.ExitCode != 0))
            problems.Add($"P3: not all deployers ended with 0: {string.Join(", ", codes)}");
        var history = (await arena.ReadAsync()).History.Where(h => h.Action == "up" && string.CompareOrdinal(h.Version, scenario.From) > 0).ToList();
        if (history.Select(h => h.RunId).Distinct(StringComparer.Ordinal).Count() != 1)
            problems.Add($"P3: the steps are of several runs: {string.Join(", ", history)}");
        if (runs.Count(r => r.Output.Contains("is now at", StringComparison.Ordinal)) != 1)
            problems.Add("P3: not exactly one deployer says that it applied the steps");
        return result with { Problems = problems, Log = result.Log + string.Join('\n', runs.Where(r => r.ExitCode != 0)) };
    }
}

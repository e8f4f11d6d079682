using MigrationBuild.Eng.Faults.Judging;
using MigrationBuild.Eng.Faults.Tools;

namespace MigrationBuild.Eng.Faults.Rows;

/// <summary>`kill -9` at any moment of any command: what the named points do not name.</summary>
internal sealed class RandomKills() : Row("random", "kill -9 at random times", gate: 100, full: 10_000)
{
    // Before this the runtime is still starting, and nothing of the product has run.
    private const int EarliestMs = 80;

    public override async Task RunAsync(RowRun run)
    {
        var engines = await run.World.EnginesAsync();
        var scenarios = engines.SelectMany(engine => engine.Scenarios.Select(scenario => (engine, scenario))).ToList();
        await run.CasesAsync((index, random) =>
        {
            var (engine, scenario) = scenarios[index % scenarios.Count];
            var after = random.Next(EarliestMs, Math.Max(EarliestMs + 1, (int)(engine.Traces[scenario].Duration.TotalMilliseconds * 1.1)));
            return run.InArenaAsync(engine, index, arena => new CaseRunner(arena, scenario, engine.References).RunAsync($"killed after {after} ms",
                start => Tool.RunAsync(arena.Folder, start with { KillAfter = TimeSpan.FromMilliseconds(after) })));
        });
    }
}

using System.Globalization;
using MigrationBuild.Eng.Faults.Judging;
using MigrationBuild.Eng.Faults.Tools;

namespace MigrationBuild.Eng.Faults.Rows;

/// <summary>Too little memory, or too few files that may be open: the process fails anywhere, or dies.</summary>
internal sealed class Starvation() : Row("starved", "starved of memory, of open files", gate: 10, full: 500)
{
    // From what the runtime does not start with to what every command has enough of.
    private const int LeastBytes = 400_000;
    private const int MostBytes = 8_000_000;
    private const int LeastFiles = 20;
    private const int MostFiles = 170;

    public override string? WhySkipped(World world) => OperatingSystem.IsWindows() ? "limits are set by a shell" : null;

    public override async Task RunAsync(RowRun run)
    {
        var engines = await run.World.EnginesAsync();
        var scenarios = engines.SelectMany(engine => engine.Scenarios.Select(scenario => (engine, scenario))).ToList();
        await run.CasesAsync((index, random) =>
        {
            var (engine, scenario) = scenarios[random.Next(scenarios.Count)];
            var isMemory = index % 2 == 0;
            var limit = isMemory ? random.Next(LeastBytes, MostBytes) : random.Next(LeastFiles, MostFiles);
            return run.InArenaAsync(engine, index, arena => new CaseRunner(arena, scenario, engine.References).RunAsync(
                string.Create(CultureInfo.InvariantCulture, $"at most {limit:#,0} {(isMemory ? "bytes of objects" : "open files")}"),
                start => Tool.RunAsync(arena.Folder, isMemory
                    ? start.With("DOTNET_GCHeapHardLimit", limit.ToString("x", CultureInfo.InvariantCulture))
                    : start with { Limit = string.Create(CultureInfo.InvariantCulture, $"ulimit -n {limit}") })));
        });
    }
}

using MigrationBuild.Eng.Faults.Judging;
using MigrationBuild.Eng.Faults.Tools;

namespace MigrationBuild.Eng.Faults.Rows;

/// <summary>An I/O error at each named point: the tool lives on, must put things right itself, and must say what is true.</summary>
internal sealed class IoErrors() : Row("error", "an I/O error at every protocol point", gate: 12, full: 4_000)
{
    public override async Task RunAsync(RowRun run)
    {
        var targets = PointTargets.Of(await run.World.EnginesAsync(), run.World.Options.Point);
        // Spread over all of them where there are fewer cases than points.
        var step = Math.Max(1, targets.Count / Math.Max(1, run.Count));
        await run.CasesAsync((index, _) =>
        {
            var (engine, scenario, point) = targets[(int)((long)index * step % targets.Count)];
            return run.InArenaAsync(engine, index, arena => new CaseRunner(arena, scenario, engine.References).RunAsync($"an I/O error at {point}",
                start => Tool.RunAsync(arena.Folder, start.With("MIGRATIONBUILD_FAULT", $"{point}=fail"))));
        });
    }
}

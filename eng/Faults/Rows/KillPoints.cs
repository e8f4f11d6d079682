using MigrationBuild.Eng.Faults.Judging;
using MigrationBuild.Eng.Faults.Tools;

namespace MigrationBuild.Eng.Faults.Rows;

/// <summary>The process dies as by `kill -9` at each named point of each command in turn.</summary>
internal sealed class KillPoints() : Row("kill", "kill -9 at every protocol point", gate: 180, full: 12_000)
{
    public override async Task RunAsync(RowRun run)
    {
        var targets = PointTargets.Of(await run.World.EnginesAsync(), run.World.Options.Point);
        run.Note(PointTargets.Describe(await run.World.EnginesAsync()));
        await run.CasesAsync((index, _) =>
        {
            var (engine, scenario, point) = targets[index % targets.Count];
            return run.InArenaAsync(engine, index, arena => new CaseRunner(arena, scenario, engine.References).RunAsync($"killed at {point}",
                start => Tool.RunAsync(arena.Folder, start.With("MIGRATIONBUILD_FAULT", point))));
        });
    }
}

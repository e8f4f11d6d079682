using MigrationBuild.Eng.Faults.Arenas;
using MigrationBuild.Eng.Faults.Judging;
using MigrationBuild.Eng.Faults.Servers;
using MigrationBuild.Eng.Faults.Tools;

namespace MigrationBuild.Eng.Faults.Rows;

/// <summary>
/// While a command pauses at a point, the server's process dies, or the whole server: with all that makes it durable, and recovered from
/// its log before anybody looks.
/// </summary>
internal sealed class ServerKills() : PostgreSqlRow("server", "server killed mid-step", gate: 20, full: 500)
{
    // Longer than the server takes to come up again, so that the tool finds one; shorter than a person would wait.
    private const int PauseMs = 300;

    public override bool IsApart => true;

    public override string? WhySkipped(World world) => base.WhySkipped(world) ?? (OperatingSystem.IsLinux() ? null : "the processes of a server are found by /proc");

    public override async Task RunAsync(RowRun run)
    {
        var programs = ServerPlace.FolderOf(run.World.Binaries!.Postgres);
        await using var server = await DurableServer.StartAsync(run.World.Sub("durable"), programs);
        // One at a time: a crash is everybody's.
        var engine = await (await run.World.PostgreSqlAsync).InAsync(new PostgreSqlArena(run.World.Sub("durable-0"), "shop", server.Place));
        var targets = (from scenario in engine.Scenarios
                       from point in engine.Traces[scenario].Points
                       where !point.StartsWith("postgresql.opened", StringComparison.Ordinal)
                       select (scenario, point)).ToList();
        await run.CasesAsync((index, random) =>
        {
            var (scenario, point) = targets[random.Next(targets.Count)];
            var isWhole = index % 2 == 0;
            return run.InArenaAsync(engine, index, arena => new CaseRunner(arena, scenario, engine.References).RunAsync($"{(isWhole ? "the server" : "the session's process")} killed at {point}",
                start => KillMeanwhileAsync(arena, start, point, server, isWhole), server.WaitUntilReadyAsync));
        }, atATime: 1);
    }

    private static async Task<ToolRun> KillMeanwhileAsync(Arena arena, ToolStart start, string point, DurableServer server, bool isWhole)
    {
        var reached = new TaskCompletionSource();
        var running = Tool.RunAsync(arena.Folder, (start with { Said = line => Reached(line, reached) }).With("MIGRATIONBUILD_FAULT", $"{point}=pause:{PauseMs}"));
        if (await Task.WhenAny(running, reached.Task) == reached.Task)
            await (isWhole ? server.CrashAsync() : server.KillBackendAsync(((PostgreSqlArena)arena).Database));
        return await running;
    }

    private static void Reached(string line, TaskCompletionSource reached)
    {
        if (line.StartsWith("fault: paused", StringComparison.Ordinal))
            reached.TrySetResult();
    }
}

using MigrationBuild.Eng.Faults.Arenas;
using MigrationBuild.Eng.Faults.Judging;
using MigrationBuild.Eng.Faults.Servers;
using MigrationBuild.Eng.Faults.Tools;
using Npgsql;

namespace MigrationBuild.Eng.Faults.Rows;

/// <summary>The connection is cut before or after the nth message in either direction, for a moment or for good.</summary>
internal sealed class ConnectionCuts() : PostgreSqlRow("cut", "connection cut before or after a message", gate: 20, full: 2_000)
{
    private const int Interesting = 250;

    private static readonly string[] Commands = ["apply", "apply step by step", "rollback", "rollback step by step", "failing apply, taken back by the snapshot", "snapshot restore"];

    public override bool IsApart => true;

    public override async Task RunAsync(RowRun run)
    {
        var engine = await run.World.PostgreSqlAsync;
        var socket = Path.Combine((await run.World.ServerAsync()).Folder, ".s.PGSQL.5432");
        var scenarios = engine.Scenarios.Where(s => Commands.Contains(s.Name, StringComparer.Ordinal)).ToList();
        var messages = new int[scenarios.Count];
        for (var i = 0; i < scenarios.Count; i++)
            messages[i] = await engine.InArenaAsync(arena => CountAsync(arena, scenarios[i], engine, socket));
        run.Note($"{messages.Sum()} messages in {scenarios.Count} commands");
        await run.CasesAsync((index, random) =>
        {
            var which = index % scenarios.Count;
            // A tool that cannot reach the server any more waits two minutes for it: that is tried less often, and once where a pull request waits as well.
            // Most messages are rows of a copy; what comes before and after them is the interesting part.
            var from = random.Next(3) switch { 0 => 1, 1 => 1, _ => Math.Max(1, messages[which] - Interesting) };
            var (at, after, stays) = (random.Next(from, Math.Min(messages[which], random.Next(4) == 0 ? messages[which] : from + Interesting) + 1), random.Next(2) == 1, run.World.Options.IsFull ? random.Next(40) == 0 : index == 0);
            return run.InArenaAsync(engine, index, async arena =>
            {
                await using var proxy = CuttingProxy.Start(socket, at, after, stays);
                return await new CaseRunner(arena, scenarios[which], engine.References).RunAsync(
                    $"cut {(after ? "after" : "before")} message {at}{(stays ? " for good" : "")}",
                    start => Tool.RunAsync(arena.Folder, Through(start, arena, proxy)), async () => await proxy.DisposeAsync());
            });
        });
    }

    private static async Task<int> CountAsync(Arena arena, Scenarios.Scenario scenario, EngineWorld engine, string socket)
    {
        await using var proxy = CuttingProxy.Start(socket, 0, after: false, staysCut: false);
        var runner = new CaseRunner(arena, scenario, engine.References);
        await Tool.RunAsync(arena.Folder, Through(new ToolStart(runner.Arguments(scenario.Command, await runner.SetUpAsync())), arena, proxy));
        return proxy.Count;
    }

    private static ToolStart Through(ToolStart start, Arena arena, CuttingProxy proxy)
    {
        var builder = new NpgsqlConnectionStringBuilder(arena.ConnectionString) { Host = "127.0.0.1", Port = proxy.Port, SslMode = SslMode.Disable };
        return (start with { Arguments = [.. start.Arguments.Select(word => word == arena.ConnectionString ? builder.ConnectionString : word)] }).With("PGGSSENCMODE", "disable");
    }
}

using MigrationBuild.Eng.Faults.Servers;

namespace MigrationBuild.Eng.Faults.Rows;

/// <summary>Several processes deploy at once through a pooler that gives each transaction another session.</summary>
internal sealed class PoolerRounds() : PostgreSqlRow("pooler", "8 deployers through a transaction-mode pooler", gate: 3, full: 500)
{
    private const int Deployers = 8;

    public override string? WhySkipped(World world) => base.WhySkipped(world) ?? (PoolerProcess.Program is null ? "pgbouncer is not on this machine" : null);

    public override async Task RunAsync(RowRun run)
    {
        var engine = await run.World.PostgreSqlAsync;
        var server = (await run.World.ServerAsync()).Folder;
        await run.CasesAsync((index, _) =>
        {
            var scenario = engine.Scenarios.Single(s => s.Name == (index % 2 == 0 ? "apply" : "first apply"));
            return run.InArenaAsync(engine, index, async arena =>
            {
                var folder = run.World.Sub("pooler");
                UserOfServer.MayRead(folder);
                await using var pooler = await PoolerProcess.StartAsync(server, folder, UserOfServer.Prefix());
                var through = pooler.ConnectionString(((Arenas.PostgreSqlArena)arena).Database);
                // Its own sessions with the server stay as long as it does.
                return await ManyDeployers.DeployAsync(arena, scenario, engine.References, Deployers,
                    start => start with { Arguments = [.. start.Arguments.Select(word => word == arena.ConnectionString ? through : word)] },
                    async () => await pooler.DisposeAsync());
            });
        }, atATime: 1);
    }
}

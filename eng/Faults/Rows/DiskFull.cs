using System.Globalization;
using MigrationBuild.Eng.Faults.Arenas;
using MigrationBuild.Eng.Faults.Judging;
using MigrationBuild.Eng.Faults.Servers;
using MigrationBuild.Eng.Faults.Tools;

namespace MigrationBuild.Eng.Faults.Rows;

/// <summary>The disk is full after a little more each time: the database's with its snapshots beside it, and a server's own.</summary>
internal sealed class DiskFull() : Row("disk", "disk full at rising sizes", gate: 6, full: 400)
{
    // Database, copy and journal; what a server takes by itself is on its disk before the ballast.
    private const int SqliteMegabytes = 32;
    private const int ServerMegabytes = 160;
    private const double MostFree = 12e6;

    private static readonly string[] Commands = ["apply", "snapshot create", "apply step by step", "failing apply, taken back by the snapshot", "snapshot restore"];

    public override bool IsApart => true;

    public override string? WhySkipped(World world) => SmallDisk.WhyNot;

    public override async Task RunAsync(RowRun run)
    {
        using var disk = SmallDisk.Mount(run.World.Sub("small"), SqliteMegabytes);
        using var serverDisk = SmallDisk.Mount(run.World.Sub("small-server"), ServerMegabytes);
        var sqlite = await (await run.World.SqliteAsync).InAsync(new SqliteArena(Path.Combine(disk.Folder, "arena"), run.World.Sub("images-small")));
        await using var server = run.World.Binaries is { } found ? await StartServerAsync(serverDisk, ServerPlace.FolderOf(found.Postgres)) : null;
        var postgreSql = server is null ? null : await (await run.World.PostgreSqlAsync).InAsync(new PostgreSqlArena(run.World.Sub("postgresql-small-0"), "shop", server.Place));
        await run.CasesAsync((index, random) =>
        {
            var (engine, on) = postgreSql is not null && index % 2 == 1 ? (postgreSql, serverDisk) : (sqlite, disk);
            var scenario = engine.Scenarios.Single(s => s.Name == Commands[index / 2 % Commands.Length]);
            // Rising from case to case, and never twice the same.
            var free = (long)(((index + random.NextDouble()) / run.Count) * MostFree);
            return run.InArenaAsync(engine, index, arena => new CaseRunner(arena, scenario, engine.References).RunAsync(
                string.Create(CultureInfo.InvariantCulture, $"{free:#,0} bytes free on the disk"),
                async start =>
                {
                    on.LeaveFree(free);
                    return await Tool.RunAsync(arena.Folder, start);
                },
                async () =>
                {
                    on.Free();
                    if (engine == postgreSql)
                        await server!.ReviveAsync();
                }));
        }, atATime: 1);
    }

    private static Task<DurableServer> StartServerAsync(SmallDisk disk, string programs)
    {
        var folder = Path.Combine(disk.Folder, "server");
        Directory.CreateDirectory(folder);
        return DurableServer.StartAsync(folder, programs);
    }
}

using MigrationBuild.PostgreSql;
using MigrationBuild.PostgreSql.Proofs;
using MigrationBuild.PostgreSql.Snapshots;
using MigrationBuild.Sqlite;

namespace MigrationBuild.Drivers.Tests;

/// <summary>
/// The second process of the tests. `hold ENGINE CONNECTION` takes the deployment lock, says so, and keeps it until it is killed or its input ends;
/// `die-in-restore ENGINE CONNECTION SNAPSHOT` kills itself when most of the snapshot is written, `die-in-dump`, `die-in-dump-restore`,
/// `die-in-template` and `die-in-template-restore` in the middle; `scratch` starts a scratch server and names its folder,
/// `scratch-postgresql open|keep|save FILE` a scratch database, and keeps or saves its state without end.
/// </summary>
public static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["hold", var engine, var connection]:
                await HoldAsync(engine, connection);
                return 0;
            case ["die-in-restore", var engine, var connection, var snapshot]:
                await using (var database = await OpenAsync(engine, connection))
                    await database.RestoreSnapshotAsync(snapshot, new KillAt(0.8), CancellationToken.None);
                return 1;
            case ["die-in-dump", var connection, var file]:
                await new PostgreSqlSnapshots(connection).WriteAsync(file, new KillAt(0), CancellationToken.None);
                return 1;
            case ["die-in-dump-restore", var connection, var file]:
                await new PostgreSqlSnapshots(connection).RestoreAsync(file, new KillAt(0.5), CancellationToken.None);
                return 1;
            case ["scratch-postgresql", var moment, var file]:
                await ScratchDatabaseAsync(moment, file);
                return 0;
            case ["die-in-template", var connection, var file]:
                await new PostgreSqlSnapshots(connection, new() { Method = SnapshotMethod.Template, ReadState = DieAsync }).WriteAsync(file, null, CancellationToken.None);
                return 1;
            case ["die-in-template-restore", var connection, var file]:
                await new PostgreSqlSnapshots(connection, new() { ReadState = DieAsync }).RestoreAsync(file, null, CancellationToken.None);
                return 1;
            case ["scratch"]:
                await ScratchAsync();
                return 0;
            default:
                return 2;
        }
    }

    // When the copy is there and is looked at.
    private static Task<Deployment.DatabaseState> DieAsync(Npgsql.NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        new KillAt(0).Report(0);
        throw new InvalidOperationException("killed, and still here");
    }

    private static async Task HoldAsync(string engine, string connection)
    {
        await using var database = await OpenAsync(engine, connection);
        await using var held = await database.LockAsync(TimeSpan.FromSeconds(5), "child", CancellationToken.None);
        Console.WriteLine("held");
        Console.ReadLine();
    }

    private static async Task ScratchAsync()
    {
        await using var server = await MigrationBuild.PostgreSql.Scratch.ScratchServer.StartAsync();
        Console.WriteLine(server.Folder);
        Console.ReadLine();
    }

    private static async Task ScratchDatabaseAsync(string moment, string file)
    {
        await using var scratch = await new PostgreSqlScratchDriver().CreateAsync(null, null, CancellationToken.None);
        Console.WriteLine(await scratch.Session.ScalarAsync("SHOW unix_socket_directories", CancellationToken.None));
        if (moment == "open")
            Console.ReadLine();
        Console.WriteLine("go");
        // Again and again, so that it is killed in the middle of one of them.
        while (true)
            await (moment == "keep" ? scratch.KeepAsync(CancellationToken.None) : scratch.SaveAsync(file, CancellationToken.None));
    }

    private static Task<IDatabase> OpenAsync(string engine, string connection)
    {
        IDriver driver = engine == "sqlite" ? new SqliteDriver() : new PostgreSqlDriver();
        return driver.OpenAsync(new ConnectionRequest(connection, false, TimeSpan.FromSeconds(5)), CancellationToken.None);
    }
}

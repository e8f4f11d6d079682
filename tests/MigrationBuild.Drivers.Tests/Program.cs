using MigrationBuild.Sqlite;

namespace MigrationBuild.Drivers.Tests;

/// <summary>
/// The second process of the tests. `hold CONNECTION` takes the deployment lock, says so, and keeps it until it is killed or its input ends;
/// `die-in-restore CONNECTION SNAPSHOT` kills itself when most of the snapshot is written.
/// </summary>
public static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments.Length < 2)
            return 2;
        await using var database = await new SqliteDriver().OpenAsync(new ConnectionRequest(arguments[1], false, TimeSpan.FromSeconds(5)), CancellationToken.None);
        if (arguments is ["die-in-restore", _, var snapshot])
            await database.RestoreSnapshotAsync(snapshot, new KillAt(0.8), CancellationToken.None);
        await using var held = await database.LockAsync(TimeSpan.FromSeconds(5), "child", CancellationToken.None);
        Console.WriteLine("held");
        Console.ReadLine();
        return 0;
    }
}

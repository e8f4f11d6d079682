using MigrationBuild.Sqlite;

namespace MigrationBuild.Drivers.Tests;

/// <summary>The second process of the tests: `hold CONNECTION` takes the deployment lock, says so, and keeps it until it is killed or its input ends.</summary>
public static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not ["hold", var connection])
            return 2;
        await using var database = await new SqliteDriver().OpenAsync(new ConnectionRequest(connection, false, TimeSpan.FromSeconds(5)), CancellationToken.None);
        await using var held = await database.LockAsync(TimeSpan.FromSeconds(5), "child", CancellationToken.None);
        Console.WriteLine("held");
        Console.ReadLine();
        return 0;
    }
}

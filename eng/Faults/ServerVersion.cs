namespace MigrationBuild.Eng.Faults;

/// <summary>What the server programs call themselves.</summary>
internal static class ServerVersion
{
    public static async Task<string> ReadAsync(World world) =>
        (await Task.Run(() => Shell.Run(Repository.Root, world.Binaries!.Postgres, ["--version"]))).Output.Trim();
}

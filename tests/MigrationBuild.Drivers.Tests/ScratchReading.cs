namespace MigrationBuild.Drivers.Tests;

/// <summary>Short forms for tests.</summary>
internal static class ScratchReading
{
    public static async Task<TableRows> ReadRowsAsync(this IScratchDatabase scratch, ScratchTable table, CancellationToken cancellationToken) =>
        (await scratch.ReadRowsAsync([table], cancellationToken)).Single();
}

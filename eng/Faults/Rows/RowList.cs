namespace MigrationBuild.Eng.Faults.Rows;

/// <summary>All kinds of fault, in the order of the table.</summary>
internal static class RowList
{
    public static IReadOnlyList<Row> All { get; } =
    [
        new KillPoints(),
        new RandomKills(),
        new IoErrors(),
        new ServerKills(),
        new ConnectionCuts(),
        new ManyDeployers(),
        new PoolerRounds(),
        new DiskFull(),
        new Starvation(),
        new ScriptFuzz(),
        new SplitterOracle(),
        new BundleFlips(),
        new Canary(),
    ];
}

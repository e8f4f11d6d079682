namespace MigrationBuild.Eng.Faults.Rows;

/// <summary>A row that needs a server.</summary>
internal abstract class PostgreSqlRow(string key, string title, int gate, int full) : Row(key, title, gate, full)
{
    public override string? WhySkipped(World world) => world.WhyNoServer;
}

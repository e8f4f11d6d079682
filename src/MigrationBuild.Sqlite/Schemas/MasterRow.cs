namespace MigrationBuild.Sqlite.Schemas;

/// <summary>One row of `sqlite_master`.</summary>
internal sealed record MasterRow(string Type, string Name, string Table, string Sql)
{
    /// <summary>For a virtual table the name of its module, else null.</summary>
    public string? Module { get; init; }
}

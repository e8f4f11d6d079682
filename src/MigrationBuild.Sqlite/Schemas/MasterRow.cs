namespace MigrationBuild.Sqlite.Schemas;

/// <summary>One row of `sqlite_master`.</summary>
internal sealed class MasterRow(string type, string name, string table, string sql, string? module)
{
    public string Type { get; } = type;

    public string Name { get; } = name;

    public string Table { get; } = table;

    public string Sql { get; } = sql;

    /// <summary>For a virtual table the name of its module, else null.</summary>
    public string? Module { get; } = module;
}

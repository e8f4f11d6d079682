namespace MigrationBuild.Sql.Model;

/// <summary>The name of a table, an index, a type and so on, as the script writes it.</summary>
/// <param name="Schema">Null where the script does not say it. What stands before it (a database) is left out.</param>
public sealed record ObjectName(SqlName? Schema, SqlName Name)
{
    public override string ToString() => Schema is null ? Name.Text : $"{Schema}.{Name}";
}

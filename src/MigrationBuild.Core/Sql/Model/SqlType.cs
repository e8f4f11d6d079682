namespace MigrationBuild.Sql.Model;

/// <summary>A column's type.</summary>
/// <param name="Name">The engine's own name for it, in lower case and without schema where it is built in: `integer` for int4, `character varying` for varchar.</param>
/// <param name="Arguments">What stands in brackets after it: length, or precision and scale; none where there are no brackets.</param>
/// <param name="IsArray">Of any number of dimensions.</param>
public sealed record SqlType(string Name, IReadOnlyList<string> Arguments, bool IsArray = false)
{
    public override string ToString() => Name + (Arguments.Count == 0 ? "" : $"({string.Join(',', Arguments)})") + (IsArray ? "[]" : "");
}

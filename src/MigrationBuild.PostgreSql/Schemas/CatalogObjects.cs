using MigrationBuild.Schemas;
using Npgsql;

namespace MigrationBuild.PostgreSql.Schemas;

/// <summary>
/// Puts the rows of the catalog queries together. Definitions come before the facts about them; a fact about an object without
/// definition is about one that is not the user's, and is dropped.
/// </summary>
internal sealed class CatalogObjects
{
    private const int HiddenRow = 2;
    private const int FactRow = 3;
    private const int RowWithBody = 7;

    private readonly Dictionary<ulong, (string Kind, string Name, List<string> Lines)> _objects = [];
    private readonly HashSet<ulong> _hidden = [];

    /// <summary>Takes one row; what it is shows in its number of columns.</summary>
    public void Add(NpgsqlDataReader row)
    {
        if (row.FieldCount < HiddenRow)
            return;
        var key = (ulong)row.GetFieldValue<uint>(0) << 32 | row.GetFieldValue<uint>(1);
        if (row.FieldCount == HiddenRow)
            _hidden.Add(key);
        else if (row.FieldCount == FactRow)
            AddFact(key, row.GetString(2));
        else if (!_hidden.Contains(key))
            AddDefinition(key, row);
    }

    public Schema ToSchema() => new(_objects.Values
        .Where(o => o.Lines.Count > 0 || !IsInEveryDatabase(o.Kind, o.Name))
        .Select(o => new SchemaObject(o.Kind, o.Name, o.Lines)));

    private static bool IsInEveryDatabase(string kind, string name) => (kind, name) is ("schema", "public") or ("extension", "plpgsql");

    private void AddFact(ulong key, string line)
    {
        if (_objects.TryGetValue(key, out var found))
            found.Lines.Add(line);
    }

    private void AddDefinition(ulong key, NpgsqlDataReader row)
    {
        var lines = new List<string>(row.GetFieldValue<string[]>(4));
        if (row.FieldCount == RowWithBody && !row.IsDBNull(5))
            lines.AddRange(RoutineBody.Lines(row.GetString(5), row.GetString(6)));
        _objects.Add(key, (row.GetString(2), row.GetString(3), lines));
    }
}

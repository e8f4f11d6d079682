using System.Diagnostics.CodeAnalysis;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.Rules.Replay;

/// <summary>
/// Objects by their names. A script may leave the schema out, and what a search path then finds is not known here: a name without schema
/// means the one without schema, else the only one of that name; a name in the engine's usual schema means the one without as well.
/// </summary>
/// <param name="usualSchema">`public`, `dbo`, `main`; as a key.</param>
public sealed class NameTable<T>(string usualSchema)
    where T : class
{
    private readonly Dictionary<string, Dictionary<string, T>> _byName = new(StringComparer.Ordinal);

    /// <summary>In no order.</summary>
    public IEnumerable<T> All => _byName.Values.SelectMany(s => s.Values);

    /// <summary>Null where it is not known.</summary>
    public T? Find(ObjectName name) =>
        !_byName.TryGetValue(name.Name.Key, out var schemas) ? null
        : schemas.TryGetValue(SchemaOf(name), out var found) ? found
        : name.Schema is null && schemas.Count == 1 ? schemas.Values.First()
        : null;

    internal bool TryFind(ObjectName name, [NotNullWhen(true)] out T? found) => (found = Find(name)) is not null;

    internal void Set(ObjectName name, T item)
    {
        if (!_byName.TryGetValue(name.Name.Key, out var schemas))
            _byName[name.Name.Key] = schemas = new(StringComparer.Ordinal);
        schemas[SchemaOf(name)] = item;
    }

    /// <summary>What it was; null where it is not known.</summary>
    internal T? Remove(ObjectName name)
    {
        if (Find(name) is not { } item)
            return null;
        var schemas = _byName[name.Name.Key];
        schemas.Remove(schemas.First(s => ReferenceEquals(s.Value, item)).Key);
        if (schemas.Count == 0)
            _byName.Remove(name.Name.Key);
        return item;
    }

    private string SchemaOf(ObjectName name) => name.Schema?.Key ?? usualSchema;
}

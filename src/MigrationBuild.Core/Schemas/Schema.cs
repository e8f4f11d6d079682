using MigrationBuild.Scripts;

namespace MigrationBuild.Schemas;

/// <summary>What a database consists of, without its rows, in an order and form that depend on nothing else.</summary>
public sealed class Schema
{
    private readonly Lazy<string> _text;
    private readonly Lazy<string> _fingerprint;
    private readonly Lazy<Dictionary<(string Kind, string Name), SchemaObject>> _byName;

    public Schema(IEnumerable<SchemaObject> objects)
    {
        SchemaObject[] given = [.. objects];
        Objects = IsInOrder(given) ? given : [.. given.OrderBy(o => o.Kind, StringComparer.Ordinal).ThenBy(o => o.Name, StringComparer.Ordinal)];
        _text = new(() => string.Concat(Parts()));
        _fingerprint = new(() => TextHash.Of(Parts()));
        _byName = new(() => Objects.ToDictionary(o => (o.Kind, o.Name)));
    }

    /// <summary>By kind, then name.</summary>
    public IReadOnlyList<SchemaObject> Objects { get; }

    /// <summary>The whole schema as text, LF line ends, readable and diffable.</summary>
    public string CanonicalText => _text.Value;

    /// <summary>Hash of <see cref="CanonicalText"/>.</summary>
    public string Fingerprint => _fingerprint.Value;

    /// <summary>Null where there is no such object.</summary>
    public SchemaObject? Find(string kind, string name) => _byName.Value.GetValueOrDefault((kind, name));

    /// <summary>By kind, then name, ordinal.</summary>
    internal static int Compare(SchemaObject one, SchemaObject other)
    {
        var byKind = string.CompareOrdinal(one.Kind, other.Kind);
        return byKind != 0 ? byKind : string.CompareOrdinal(one.Name, other.Name);
    }

    private IEnumerable<string> Parts()
    {
        foreach (var item in Objects)
        {
            yield return Continued($"{item.Kind} {item.Name}") + "\n";
            foreach (var line in item.Lines)
                yield return $"    {Continued(line)}\n";
        }
    }

    private static bool IsInOrder(SchemaObject[] objects)
    {
        for (var i = 1; i < objects.Length; i++)
        {
            if (Compare(objects[i - 1], objects[i]) > 0)
                return false;
        }
        return true;
    }

    /// <summary>A line break inside a name or a literal must not read as a new line, nor as the two characters that escape it elsewhere.</summary>
    private static string Continued(string line) => line.Replace("\n", "\n   | ", StringComparison.Ordinal);
}

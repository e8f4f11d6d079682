using MigrationBuild.Scripts;

namespace MigrationBuild.Schemas;

/// <summary>What a database consists of, without its rows, in an order and form that depend on nothing else.</summary>
public sealed class Schema
{
    private readonly Lazy<string> _text;
    private readonly Lazy<string> _fingerprint;

    public Schema(IEnumerable<SchemaObject> objects)
    {
        Objects = [.. objects.OrderBy(o => o.Kind, StringComparer.Ordinal).ThenBy(o => o.Name, StringComparer.Ordinal)];
        _text = new(() => string.Concat(Parts()));
        _fingerprint = new(() => TextHash.Of(Parts()));
    }

    /// <summary>By kind, then name.</summary>
    public IReadOnlyList<SchemaObject> Objects { get; }

    /// <summary>The whole schema as text, LF line ends, readable and diffable.</summary>
    public string CanonicalText => _text.Value;

    /// <summary>Hash of <see cref="CanonicalText"/>.</summary>
    public string Fingerprint => _fingerprint.Value;

    private IEnumerable<string> Parts()
    {
        foreach (var item in Objects)
        {
            yield return Continued($"{item.Kind} {item.Name}") + "\n";
            foreach (var line in item.Lines)
                yield return $"    {Continued(line)}\n";
        }
    }

    /// <summary>A line break inside a name or a literal must not read as a new line, nor as the two characters that escape it elsewhere.</summary>
    private static string Continued(string line) => line.Replace("\n", "\n   | ", StringComparison.Ordinal);
}

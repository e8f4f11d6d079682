using System.Text;
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
        _text = new(WriteText);
        _fingerprint = new(() => TextHash.Of(CanonicalText));
    }

    /// <summary>By kind, then name.</summary>
    public IReadOnlyList<SchemaObject> Objects { get; }

    /// <summary>The whole schema as text, LF line ends, readable and diffable.</summary>
    public string CanonicalText => _text.Value;

    /// <summary>Hash of <see cref="CanonicalText"/>.</summary>
    public string Fingerprint => _fingerprint.Value;

    private string WriteText()
    {
        var text = new StringBuilder();
        foreach (var item in Objects)
        {
            text.Append(item.Kind).Append(' ').Append(item.Name).Append('\n');
            foreach (var line in item.Lines)
                text.Append("    ").Append(line.Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n');
        }
        return text.ToString();
    }
}

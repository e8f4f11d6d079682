using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Reports;

/// <summary>A word for each finding that stays the same while its line only moves: what it is, in which file, on which text, the how manieth of these.</summary>
internal sealed class Fingerprints(SourceTree sources)
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>To be asked in the order of the findings.</summary>
    public string Of(Diagnostic diagnostic)
    {
        var hash = TextHash.Of($"{diagnostic.Descriptor.Code}\n{Place(diagnostic.Location)}")[..16];
        _counts[hash] = _counts.GetValueOrDefault(hash) + 1;
        return $"{hash}:{_counts[hash]}";
    }

    // (1,1) stands for the whole file: its first line may be any.
    private string Place(SourceLocation? location) => location switch
    {
        null => "",
        { Line: 1, Column: 1 } => sources.RelativePath(location.File),
        _ => $"{sources.RelativePath(location.File)}\n{string.Join(' ', (sources.Line(location) ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}",
    };
}

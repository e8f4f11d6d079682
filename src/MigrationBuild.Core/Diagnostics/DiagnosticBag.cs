namespace MigrationBuild.Diagnostics;

/// <summary>Collects findings beside the value that is being made. Not safe for several threads.</summary>
public sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _items = [];

    public bool HasErrors => _items.Exists(d => d.Severity == DiagnosticSeverity.Error);

    public int Count => _items.Count;

    public void Add(DiagnosticDescriptor descriptor, SourceLocation? location, string message) =>
        _items.Add(new Diagnostic(descriptor, location, message));

    public void Add(Diagnostic diagnostic) => _items.Add(diagnostic);

    /// <summary>By file (ordinal), line, column, code: the same order on every machine.</summary>
    public IReadOnlyList<Diagnostic> Sorted() =>
        [.. _items
            .OrderBy(d => d.Location?.File ?? "", StringComparer.Ordinal)
            .ThenBy(d => d.Location?.Line ?? 0)
            .ThenBy(d => d.Location?.Column ?? 0)
            .ThenBy(d => d.Descriptor.Code, StringComparer.Ordinal)
            .ThenBy(d => d.Message, StringComparer.Ordinal)];
}

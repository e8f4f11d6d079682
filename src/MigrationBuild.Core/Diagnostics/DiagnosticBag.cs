namespace MigrationBuild.Diagnostics;

/// <summary>Collects findings beside the value that is being made. Not safe for several threads.</summary>
public sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _items = [];
    private readonly List<SuppressedDiagnostic> _allowed = [];

    public bool HasErrors => _items.Exists(d => d.Severity == DiagnosticSeverity.Error);

    public int Count => _items.Count;

    public void Add(DiagnosticDescriptor descriptor, SourceLocation? location, string message) =>
        _items.Add(new Diagnostic(descriptor, location, message));

    public void Add(Diagnostic diagnostic) => _items.Add(diagnostic);

    /// <summary>A finding that its script allows: it counts nowhere, and reports still tell of it.</summary>
    /// <param name="reason">As `-- migrate:allow` gives it.</param>
    public void AddAllowed(DiagnosticDescriptor descriptor, SourceLocation? location, string message, string reason) =>
        _allowed.Add(new SuppressedDiagnostic(new Diagnostic(descriptor, location, message), SuppressionKind.InSource, reason));

    /// <summary>Those that their scripts allow, in the order in which they were added.</summary>
    public IReadOnlyList<SuppressedDiagnostic> Allowed => _allowed;

    /// <summary>By file (ordinal), line, column, code: the same order on every machine.</summary>
    public IReadOnlyList<Diagnostic> Sorted() => [.. _items.Order(DiagnosticOrder.ByPlace)];
}

namespace MigrationBuild.Diagnostics;

/// <summary>
/// What a project's `NoWarn`, `WarningsAsErrors`, `WarningsNotAsErrors` and `TreatWarningsAsErrors` make of a finding,
/// with the meaning that they have for C#: errors stay errors, `NoWarn` wins over the others.
/// </summary>
public sealed class SeverityPolicy
{
    public static readonly SeverityPolicy Default = new([], [], [], treatWarningsAsErrors: false);

    private readonly HashSet<string> _noWarn;
    private readonly HashSet<string> _asErrors;
    private readonly HashSet<string> _notAsErrors;
    private readonly bool _treatWarningsAsErrors;

    public SeverityPolicy(
        IEnumerable<string> noWarn,
        IEnumerable<string> warningsAsErrors,
        IEnumerable<string> warningsNotAsErrors,
        bool treatWarningsAsErrors)
    {
        _noWarn = new(noWarn, StringComparer.OrdinalIgnoreCase);
        _asErrors = new(warningsAsErrors, StringComparer.OrdinalIgnoreCase);
        _notAsErrors = new(warningsNotAsErrors, StringComparer.OrdinalIgnoreCase);
        _treatWarningsAsErrors = treatWarningsAsErrors;
    }

    /// <summary>The finding as the project wants it, or null where the project does not want it.</summary>
    public Diagnostic? Apply(Diagnostic diagnostic)
    {
        if (diagnostic.Severity == DiagnosticSeverity.Error)
            return diagnostic;
        var code = diagnostic.Descriptor.Code;
        if (_noWarn.Contains(code))
            return null;
        var isError = _asErrors.Contains(code)
            || (_treatWarningsAsErrors && diagnostic.Severity == DiagnosticSeverity.Warning && !_notAsErrors.Contains(code));
        return isError ? diagnostic with { Severity = DiagnosticSeverity.Error } : diagnostic;
    }
}

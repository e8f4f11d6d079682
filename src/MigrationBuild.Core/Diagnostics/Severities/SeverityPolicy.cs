namespace MigrationBuild.Diagnostics.Severities;

/// <summary>
/// What a project's settings make of a finding. `NoWarn`, `WarningsAsErrors`, `WarningsNotAsErrors` and `TreatWarningsAsErrors` have the meaning
/// that they have for C#; before them <see cref="Levels"/> give a code another severity than its own.
/// </summary>
/// <remarks>What is an error by itself stays one: `NoWarn` has no say over it, and a level only where a script may allow it.</remarks>
public sealed record SeverityPolicy
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
        _noWarn = Set(noWarn);
        _asErrors = Set(warningsAsErrors);
        _notAsErrors = Set(warningsNotAsErrors);
        _treatWarningsAsErrors = treatWarningsAsErrors;
    }

    /// <summary>The severities that the project gives to codes.</summary>
    public SeverityLevels Levels { get; init; } = SeverityLevels.None;

    /// <summary>Codes that are not reported in single files, by the file as it is shown.</summary>
    public IReadOnlyDictionary<string, HashSet<string>> NoWarnOfFiles { get; init; } = new Dictionary<string, HashSet<string>>();

    /// <summary>Whether anybody has to look for it: always, but for what is off until its code is named, with a level or in `WarningsAsErrors`.</summary>
    public bool IsOn(DiagnosticDescriptor descriptor) =>
        !descriptor.IsOff || _asErrors.Contains(descriptor.Code) || (Levels.Names(descriptor) && Levels.Of(descriptor) is { Severity: not null });

    /// <summary>The finding as the project wants it, or null where the project does not want it.</summary>
    public Diagnostic? Apply(Diagnostic diagnostic) => SettingAgainst(diagnostic) is null ? Weighed(diagnostic) : null;

    /// <summary>All findings as the project wants them, sorted.</summary>
    public IReadOnlyList<Diagnostic> Apply(DiagnosticBag bag) => [.. bag.Sorted().Select(Apply).OfType<Diagnostic>()];

    /// <summary>Whether one of them is an error then.</summary>
    public bool HasErrors(DiagnosticBag bag) => Apply(bag).Any(d => d.Severity == DiagnosticSeverity.Error);

    /// <summary>The finding with the setting that leaves it out, or null where it is reported.</summary>
    public SuppressedDiagnostic? Suppression(Diagnostic diagnostic) =>
        SettingAgainst(diagnostic) is { } setting ? new SuppressedDiagnostic(diagnostic, SuppressionKind.Setting, setting) : null;

    /// <summary>The codes as `NoWarn` holds them: in any case.</summary>
    public static HashSet<string> Set(IEnumerable<string> codes) => new(codes, StringComparer.OrdinalIgnoreCase);

    private string? SettingAgainst(Diagnostic diagnostic)
    {
        var code = diagnostic.Descriptor.Code;
        var level = Levels.Of(diagnostic.Descriptor);
        if (diagnostic.Severity != DiagnosticSeverity.Error || level is not null and not { Severity: DiagnosticSeverity.Error })
        {
            if (diagnostic.Location is { } location && NoWarnOfFiles.TryGetValue(location.File, out var ofFile) && ofFile.Contains(code))
                return "NoWarn of the script";
            if (_noWarn.Contains(code))
                return "NoWarn";
        }
        return level is { Severity: null } ? level.Source : null;
    }

    private Diagnostic Weighed(Diagnostic diagnostic)
    {
        var code = diagnostic.Descriptor.Code;
        var severity = Levels.Of(diagnostic.Descriptor)?.Severity ?? diagnostic.Severity;
        var isError = _asErrors.Contains(code) || (_treatWarningsAsErrors && severity == DiagnosticSeverity.Warning && !_notAsErrors.Contains(code));
        return diagnostic with { Severity = isError ? DiagnosticSeverity.Error : severity };
    }
}

namespace MigrationBuild.Diagnostics;

/// <summary>A finding that was made and is not reported, because somebody said so: reports and bundle tell of it.</summary>
/// <param name="Justification">The reason that the script gives, or the setting that leaves it out.</param>
public sealed record SuppressedDiagnostic(Diagnostic Diagnostic, SuppressionKind Kind, string Justification)
{
    /// <summary>Without any secret.</summary>
    public string Justification { get; } = Secrets.Redact(Justification);
}

namespace MigrationBuild.Diagnostics.Severities;

/// <summary>One severity that a project gives: to a code, or to all whose numbers begin alike.</summary>
/// <param name="Code">`MB3001`, or with an `X` in place of last digits: `MB31XX`.</param>
/// <param name="Severity">Null: not reported.</param>
/// <param name="Source">The setting, as a report names it.</param>
public sealed record SeverityRule(string Code, DiagnosticSeverity? Severity, string Source)
{
    /// <summary>How many codes it leaves out: one that names a code weighs more than one for a band.</summary>
    public int Precision => Code.Length - Code.Count(c => c == 'X');

    public bool IsBand => Precision < Code.Length;

    public bool Covers(DiagnosticDescriptor descriptor) =>
        descriptor.Code.Length == Code.Length && descriptor.Code.AsSpan(0, Precision).SequenceEqual(Code.AsSpan(0, Precision));

    /// <summary>Whether it may have its way: an error is lowered only where a script, too, may allow it.</summary>
    public bool MayApplyTo(DiagnosticDescriptor descriptor) =>
        Severity == DiagnosticSeverity.Error || descriptor.MayBeLowered;
}

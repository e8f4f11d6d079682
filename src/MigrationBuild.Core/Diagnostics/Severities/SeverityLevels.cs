namespace MigrationBuild.Diagnostics.Severities;

/// <summary>The severities that a project gives to codes, from all places where it may say so.</summary>
/// <param name="layers">The place that counts most comes first; in each, of two equal rules the later counts.</param>
public sealed class SeverityLevels(params IReadOnlyList<SeverityRule>[] layers)
{
    public static readonly SeverityLevels None = new();

    /// <summary>Whether some place names this very code, and not only its band.</summary>
    public bool Names(DiagnosticDescriptor descriptor) => layers.Any(rules => rules.Any(r => !r.IsBand && r.Covers(descriptor)));

    /// <summary>What is said of this code; null: nothing that may change it.</summary>
    public SeverityRule? Of(DiagnosticDescriptor descriptor) =>
        layers.Select(rules => rules.Where(r => r.Covers(descriptor) && r.MayApplyTo(descriptor)).OrderBy(r => r.Precision).LastOrDefault()).FirstOrDefault(r => r is not null);
}

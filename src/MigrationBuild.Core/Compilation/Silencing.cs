using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Compilation;

/// <summary>Writes into a chain which findings the project's settings left out, or made less than errors, so that the bundle tells whoever deploys it.</summary>
internal sealed class Silencing
{
    private readonly List<(string? File, Suppression Suppression)> _rest;
    private readonly ILookup<string, int> _starts;

    private Silencing(MigrationChain chain, IEnumerable<(string? File, Suppression Suppression)> silenced)
    {
        _rest = [.. silenced];
        _starts = chain.Scripts.ToLookup(s => s.File, s => s.FirstLine, StringComparer.Ordinal);
    }

    /// <summary>The chain with each on the script that it blames, else on the chain itself.</summary>
    public static MigrationChain Record(MigrationChain chain, IReadOnlyList<Diagnostic> reported, IReadOnlyList<SuppressedDiagnostic> suppressed, CompilationRequest request)
    {
        var paths = new SourcePaths(request.ProjectDirectory, fullPaths: false);
        var unreported = suppressed.Where(s => s.Kind == SuppressionKind.Setting).Select(s => (s.Diagnostic, By: s.Justification, Severity: (DiagnosticSeverity?)null));
        var lowered = from d in reported
                      where d.Descriptor.Severity == DiagnosticSeverity.Error && d.Severity != DiagnosticSeverity.Error
                      let rule = request.Severities.Levels.Of(d.Descriptor)
                      where rule is not null
                      select (Diagnostic: d, By: rule.Source, Severity: (DiagnosticSeverity?)d.Severity);
        var silenced = unreported.Concat(lowered).OrderBy(s => s.Diagnostic, DiagnosticOrder.ByPlace).ToList();
        return silenced.Count == 0 ? chain : new Silencing(chain, silenced.Select(s => (
            s.Diagnostic.Location is { } place ? paths.Relative(Path.GetFullPath(place.File, request.ProjectDirectory)) : null,
            new Suppression(s.Diagnostic.Descriptor.Code, s.Diagnostic.Location?.Line, s.By, s.Severity)))).Into(chain);
    }

    private MigrationChain Into(MigrationChain chain) => chain with
    {
        Migrations = [.. chain.Migrations.Select(m => m with
        {
            Up = Into(m.Up),
            Down = m.Down is null ? null : Into(m.Down),
            Verify = m.Verify is null ? null : Into(m.Verify),
        })],
        Repeatables = [.. chain.Repeatables.Select(r => r with { Script = Into(r.Script) })],
        Suppressions = [.. _rest.Select(s => s.Suppression)],
    };

    private MigrationScript Into(MigrationScript script)
    {
        var own = _rest.Where(s => s.File == script.File && _starts[script.File].Where(start => start <= s.Suppression.Line).DefaultIfEmpty().Max() == script.FirstLine).ToList();
        own.ForEach(s => _rest.Remove(s));
        return own.Count == 0 ? script : script with { Suppressions = [.. own.Select(s => s.Suppression)] };
    }
}

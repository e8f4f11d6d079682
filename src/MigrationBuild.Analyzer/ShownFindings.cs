using Microsoft.CodeAnalysis;
using Own = MigrationBuild.Diagnostics.Diagnostic;
using Shown = Microsoft.CodeAnalysis.Diagnostic;

namespace MigrationBuild.Analyzer;

/// <summary>Findings as Roslyn wants them: by the file that they blame.</summary>
internal sealed class ShownFindings
{
    private readonly ILookup<string, Shown> _byFile;

    /// <param name="projectDirectory">What the files of the findings are relative to.</param>
    public ShownFindings(IReadOnlyList<Own> findings, string projectDirectory, string helpDirectory, EditorFiles files)
    {
        var places = new ShownPlaces(projectDirectory, files);
        _byFile = findings.Select(f => (Place: places.Of(f.Location), Finding: f))
            .ToLookup(f => f.Place.GetLineSpan().Path ?? "", f => Show(f.Finding, f.Place, helpDirectory), StringComparer.Ordinal);
    }

    /// <summary>Those that blame no file that is there.</summary>
    public IEnumerable<Shown> OfProject => _byFile[""];

    public IEnumerable<Shown> Of(AdditionalText file) => _byFile[file.Path];

    private static Shown Show(Own finding, Location place, string helpDirectory) => Shown.Create(
        ShownDescriptors.Of(finding.Descriptor, helpDirectory), place, ShownDescriptors.Severity(finding.Severity),
        additionalLocations: null, properties: null, finding.Message);
}

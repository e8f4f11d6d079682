using MigrationBuild.Diagnostics;
using MigrationBuild.Reports;

namespace MigrationBuild.Tool.Output;

/// <summary>
/// Findings for people, on standard error: each first as the one line that build servers and `grep` know; on a terminal its line of the
/// script follows, and once for each code how to learn more.
/// </summary>
internal sealed class FindingsText(SourceTree sources, Terminal terminal, bool showsSource)
{
    // The bar and the number of the line.
    private const int Gutter = 10;

    private readonly HashSet<string> _explained = new(StringComparer.Ordinal);

    public void Write(IReadOnlyList<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            terminal.WriteDiagnostic(diagnostic);
            if (showsSource)
                WriteDetails(diagnostic);
        }
    }

    private void WriteDetails(Diagnostic diagnostic)
    {
        if (diagnostic.Location is { } location && sources.Line(location) is { } line)
            terminal.WriteExcerpt(diagnostic, SourceExcerpt.Of(Secrets.Redact(line), location.Column, terminal.Width - Gutter));
        if (_explained.Add(diagnostic.Descriptor.Code))
            terminal.Say($"  more: migrationbuild explain {diagnostic.Descriptor.Code}");
    }
}

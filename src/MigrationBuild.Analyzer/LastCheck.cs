using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MigrationBuild.Analyzer;

/// <summary>The findings in the texts that were looked at last.</summary>
internal sealed class LastCheck
{
    private readonly object _checking = new();
    private IReadOnlyList<SourceText?> _texts = [];
    private ShownFindings? _findings;

    /// <exception cref="OperationCanceledException">Nothing is kept of a check that was not finished.</exception>
    public ShownFindings Get(DesignRequest request, ImmutableArray<AdditionalText> files, CancellationToken cancellationToken)
    {
        lock (_checking)
        {
            var texts = files.Select(f => f.GetText(cancellationToken)).ToList();
            if (_findings is null || !texts.SequenceEqual(_texts))
            {
                _findings = ScriptCheck.Run(request, new EditorFiles(files), cancellationToken);
                _texts = texts;
            }
            return _findings;
        }
    }
}

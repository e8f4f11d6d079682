using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MigrationBuild.Analyzer;

/// <summary>The files of one project as an editor has them at one moment, checked once however many files are asked for.</summary>
internal sealed class ProjectScripts
{
    // An editor makes a new compilation at each change of the C# code; the scripts are then mostly the same, down to the object.
    private static readonly ConditionalWeakTable<SourceText, LastCheck> LastChecks = new();

    private readonly ImmutableArray<AdditionalText> _files;
    private readonly SourceText _requestText;
    private readonly DesignRequest _request;
    private readonly object _checking = new();
    private ShownFindings? _findings;

    private ProjectScripts(ImmutableArray<AdditionalText> files, SourceText requestText, DesignRequest request)
    {
        _files = files;
        _requestText = requestText;
        _request = request;
    }

    /// <summary>Null where the project asks for no checks.</summary>
    public static ProjectScripts? Find(AnalyzerOptions options)
    {
        foreach (var file in options.AdditionalFiles)
        {
            if (DesignRequest.IsOne(file.Path) && file.GetText() is { } text && DesignRequest.Read(text) is { } request)
                return new ProjectScripts(options.AdditionalFiles, text, request);
        }
        return null;
    }

    /// <exception cref="OperationCanceledException">Whoever asks next starts anew.</exception>
    public ShownFindings Check(CancellationToken cancellationToken)
    {
        lock (_checking)
            return _findings ??= LastChecks.GetOrCreateValue(_requestText).Get(_request, _files, cancellationToken);
    }
}

using MigrationBuild.Chains;
using MigrationBuild.Compilation;
using MigrationBuild.Compilation.Hazards;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;

namespace MigrationBuild.Analyzer;

/// <summary>
/// The build's checks as far as they need nothing but text: names, layout, chain, tokens, hazards. Not the lock file, which the build writes,
/// and no proof.
/// </summary>
internal static class ScriptCheck
{
    public static ShownFindings Run(DesignRequest design, EditorFiles files, CancellationToken cancellationToken)
    {
        var bag = new DiagnosticBag();
        // The path is only shown, for a request of another version: then no script is to blame.
        if (RequestFile.Parse(design.Text, "", bag) is not { } request)
            return new ShownFindings([.. bag.Sorted().Select(d => d with { Location = null })], "", design.HelpDirectory, files);
        var texts = new EditorTexts(files, cancellationToken);
        var paths = new SourcePaths(request.ProjectDirectory, fullPaths: false);
        request = request with { Severities = SeveritySettings.Read(request, paths, texts, bag) };
        var front = FrontEnd.Run(request, paths, texts, bag);
        if (front is not null && !request.Severities.HasErrors(bag))
            FindHazards(request, paths, front, bag, cancellationToken);
        return new ShownFindings(request.Severities.Apply(bag), request.ProjectDirectory, design.HelpDirectory, files);
    }

    private static void FindHazards(CompilationRequest request, SourcePaths paths, FrontEnd front, DiagnosticBag bag, CancellationToken cancellationToken)
    {
        var locked = LockMerge.Merge(LockFile.Empty, front.Order);
        var chain = ChainBuilder.Build(front.Order, front.Repeatables, locked, front.Engine, front.Supported);
        var recognizer = Recognizers.For(chain.Engine) is { } inner ? new CancellableRecognizer(inner, cancellationToken) : null;
        var hazards = HazardCheck.Run(request, paths, chain, recognizer, bag);
        if (!request.Severities.HasErrors(bag))
            hazards.Report(_ => null);
    }
}

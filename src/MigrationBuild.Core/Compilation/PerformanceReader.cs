using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;
using MigrationBuild.Scripts.Directives;
using MigrationBuild.Sql;

namespace MigrationBuild.Compilation;

/// <summary>Reads and checks the files with queries whose time a deployment compares. A file for another engine, by its name or `-- migrate:engine`, is left out.</summary>
internal sealed class PerformanceReader(CompilationRequest request, string engine, ISqlDialect dialect, SourcePaths paths, ITextSource texts, DiagnosticBag bag)
{
    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<MigrationScript> Read() =>
        [.. request.PerformanceFiles.Distinct(StringComparer.Ordinal).Select(path => (Path: path, File: paths.Relative(path)))
            .OrderBy(f => f.File, StringComparer.Ordinal).Select(f => Read(f.Path, f.File)).OfType<MigrationScript>()];

    private MigrationScript? Read(string path, string file)
    {
        var display = paths.Display(path);
        if (IsForAnother(FileNameParts.TryParse(file)?.Engine))
            return null;
        return texts.Read(path, display, bag) is { } text ? Parse(text, file, display) : null;
    }

    private MigrationScript? Parse(string text, string file, string display)
    {
        var head = new ScriptHead();
        foreach (var directive in DirectiveReader.Read(new SourceText(display, text, dialect), bag))
        {
            if (directive.Kind is not (DirectiveKind.Timeout or DirectiveKind.Engine))
                bag.Add(Descriptors.MisplacedDirective, directive.Location, $"'{directive}' means nothing for a performance query; only timeout and engine do: remove the line");
            else if (!head.Add(directive))
                bag.Add(Descriptors.ConflictingDirectives, directive.Location, $"'{directive}' is given twice; keep one");
        }
        var script = head.ToScript(file, 1, text);
        if (IsForAnother(head.EngineName))
            return null;
        if (!new SqlCheck(dialect, bag).Run(display, script))
            bag.Add(Descriptors.EmptyScript, new SourceLocation(display), "there is no SQL in this performance file, only comments and white space: write the query, or delete it");
        return script;
    }

    private bool IsForAnother(string? named) => named is not null && named != engine;
}

using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Compilation.Hazards;

/// <summary>What a whole parser takes for no SQL (MB2011). It may know less than the server: a project may lower it, and a script accept it.</summary>
internal sealed class SyntaxFaults(SourcePaths paths, DiagnosticBag bag)
{
    public void Report(MigrationScript script, IReadOnlyList<Statement> statements)
    {
        var lines = new Lazy<LineMap>(() => new LineMap(script.Text));
        foreach (var fault in statements.SelectMany(s => s.WithNested()).OfType<UnrecognizedStatement>().Select(u => u.Fault).OfType<SyntaxFault>())
        {
            var (line, column) = lines.Value.At(fault.Offset);
            bag.AddUnlessAllowed(Descriptors.SyntaxError, new SourceLocation(paths.DisplayStored(script.File), script.FirstLine + line - 1, column),
                $"the parser stops here, '{fault.Message}': correct it; where your server takes it (this parser knows SQL Server up to 2019), write `-- migrate:allow MB2011 REASON` in the script, or set MigrationSeverity to MB2011=warning", script);
        }
    }
}

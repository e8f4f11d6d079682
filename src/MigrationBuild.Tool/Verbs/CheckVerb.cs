using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Chains;
using MigrationBuild.Compilation;
using MigrationBuild.Diagnostics;
using MigrationBuild.Proofs;
using MigrationBuild.Tool.Options;
using MigrationBuild.Tool.Output;

namespace MigrationBuild.Tool.Verbs;

/// <summary>`check`: everything that the build checks, for any folder, without writing anything.</summary>
internal sealed class CheckVerb : IVerb
{
    public void Register(CommandLineApplication app, VerbContext context, Action<ExitCode> exit) => app.Command("check", command =>
    {
        command.Description = "Checks a folder of scripts as the build does, and writes nothing.";
        var directory = command.Argument("directory", "The folder (default: Migrations).");
        var folder = new FolderOptions(command);
        var verifyLock = command.Flag("--verify-lock", "Fail where the lock file lacks a migration, as on a build server.");
        var proof = new ProofOption(command);
        var json = command.JsonFlag();
        command.Runs(exit, async () =>
        {
            var request = proof.AddTo(folder.Request(verifyLock.HasValue() ? LockMode.Verify : LockMode.Update, directory.Value));
            var result = await Compiler.CompileAsync(request, EngineDrivers.Scratch, context.CancellationToken);
            if (json.HasValue())
                context.Terminal.WriteJson(ToJson(result), ToolJson.Readable.CheckJson);
            else
                WriteText(result, context.Terminal);
            return result.Succeeded ? ExitCode.Done : ExitCode.Failed;
        });
    });

    private static void WriteText(CompilationResult result, Terminal terminal)
    {
        foreach (var diagnostic in result.Diagnostics)
            terminal.WriteDiagnostic(diagnostic);
        var errors = result.Diagnostics.Count(d => d.Severity == DiagnosticSeverity.Error);
        terminal.WriteLine(result.Chain is { } chain
            ? $"{chain.Migrations.Count} migrations, {chain.Migrations[0].Version} to {chain.Head!.Version}: no errors"
            : $"{errors} {(errors == 1 ? "error" : "errors")}");
        if (result.Proof is { } proof)
            terminal.WriteLine($"tried on {proof.EngineVersion}: {Counts(proof)}");
    }

    private static string Counts(ChainProof proof) => string.Join(", ", proof.Migrations
        .GroupBy(m => m.Verdict).OrderBy(g => g.Key)
        .Select(g => $"{g.Count()} {(g.Key == Verdict.NotRepeatable ? "not repeatable" : g.Key.ToString().ToLowerInvariant())}"));

    private static CheckJson ToJson(CompilationResult result) => new(
        result.Succeeded, result.Chain?.Head?.Version.Text, result.Chain?.Migrations.Count ?? 0, [.. result.Diagnostics.Select(DiagnosticJson.From)],
        result.Proof is { } proof ? [.. proof.Migrations.Select(ProofJson.From)] : null);
}

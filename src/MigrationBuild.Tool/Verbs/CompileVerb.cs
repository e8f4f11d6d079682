using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Compilation;
using MigrationBuild.Diagnostics;
using MigrationBuild.Tool.Options;

namespace MigrationBuild.Tool.Verbs;

/// <summary>`compile`: what the MSBuild task runs.</summary>
internal sealed class CompileVerb : IVerb
{
    private const string SigningKeyVariable = "MIGRATIONBUILD_SIGNING_KEY";

    public void Register(CommandLineApplication app, VerbContext context, Action<ExitCode> exit) => app.Command("compile", command =>
    {
        command.Description = "Compiles the scripts named in a request file to a bundle; 'dotnet build' runs this.";
        var request = command.Argument("request", "The request file that the build wrote.");
        var format = command.Value("--format <FORMAT>", "How findings are printed: text or msbuild (default: text).");
        command.Runs(exit, () => RunAsync(request.Value, format.Value() ?? "text", context));
    });

    private static async Task<ExitCode> RunAsync(string? requestFile, string format, VerbContext context)
    {
        if (requestFile is null)
            throw new MigrationException(Descriptors.UsageError, ExitCode.Usage, "compile needs a request file; to check a folder use 'migrationbuild check DIR'");
        if (format is not ("text" or "msbuild"))
            throw new MigrationException(Descriptors.UsageError, ExitCode.Usage, $"--format '{format}' is unknown: it is text or msbuild");
        var findings = await CompileAsync(requestFile, context.CancellationToken);
        foreach (var finding in findings)
        {
            if (format == "msbuild")
                context.Terminal.WriteFinding(finding);
            else
                context.Terminal.WriteDiagnostic(finding);
        }
        return findings.Any(f => f.Severity == DiagnosticSeverity.Error) ? ExitCode.Failed : ExitCode.Done;
    }

    private static async Task<IReadOnlyList<Diagnostic>> CompileAsync(string requestFile, CancellationToken cancellationToken)
    {
        var bag = new DiagnosticBag();
        if (RequestFile.Read(requestFile, bag) is not { } request)
            return bag.Sorted();
        try
        {
            var result = await Compiler.CompileAsync(
                request with { ScratchConnection = ScratchConnection.FromEnvironment() }, EngineDrivers.Scratch, EngineDrivers.Recognizer, cancellationToken);
            if (result.Chain is null || request.BundlePath is null)
                return result.Diagnostics;
            // By the environment: the request lies in the folder of the build, and where the key is stays out of it.
            var signingKey = Environment.GetEnvironmentVariable(SigningKeyVariable) is { Length: > 0 } file ? file : null;
            return [.. result.Diagnostics, .. BundleOutput.Write(request with { SigningKey = signingKey }, result, CommandLine.ToolVersion, Environment.GetEnvironmentVariable)];
        }
        catch (MigrationException e)
        {
            return [e.Diagnostic];
        }
    }
}

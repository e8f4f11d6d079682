using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Chains;
using MigrationBuild.Compilation;
using MigrationBuild.Diagnostics;
using MigrationBuild.Tool.Options;
using MigrationBuild.Tool.Output;

namespace MigrationBuild.Tool.Verbs;

/// <summary>`check`: everything that the build checks, for any folder, without writing anything but its report.</summary>
internal sealed class CheckVerb : IVerb
{
    public void Register(CommandLineApplication app, VerbContext context, Action<ExitCode> exit) => app.Command("check", command =>
    {
        command.Description = "Checks a folder of scripts as the build does, and writes nothing but the report that --output names.";
        var directory = command.Argument("directory", "The folder (default: Migrations).");
        var folder = new FolderOptions(command);
        var verifyLock = command.Flag("--verify-lock", "Fail where the lock file lacks a migration, as on a build server.");
        var hazards = new HazardOptions(command);
        var proof = new ProofOption(command);
        var severities = new SeverityOptions(command);
        var report = new ReportOptions(command);
        command.Runs(exit, async () =>
        {
            var output = new CheckOutput(report.Format, report.File, report.ShowsSource(context.Terminal), context.Terminal);
            var request = severities.AddTo(hazards.AddTo(proof.AddTo(folder.Request(verifyLock.HasValue() ? LockMode.Verify : LockMode.Update, directory.Value))));
            var result = await Compiler.CompileAsync(request, EngineDrivers.Scratch, EngineDrivers.Recognizer, context.CancellationToken);
            output.Write(request, result, Path.GetFullPath(directory.Value ?? folder.Directory));
            return result.Succeeded ? ExitCode.Done : ExitCode.Failed;
        });
    });
}

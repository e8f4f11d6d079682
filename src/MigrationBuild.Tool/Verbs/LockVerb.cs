using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Chains;
using MigrationBuild.Compilation;
using MigrationBuild.Diagnostics;
using MigrationBuild.Tool.Options;

namespace MigrationBuild.Tool.Verbs;

/// <summary>`lock`: brings the lock file up to date after a merge, or accepts a change that was made on purpose.</summary>
internal sealed class LockVerb : IVerb
{
    public void Register(CommandLineApplication app, VerbContext context, Action<ExitCode> exit) => app.Command("lock", command =>
    {
        command.Description = "Brings the lock file up to date, or accepts on purpose a migration that was changed, inserted, renamed or removed.";
        var folder = new FolderOptions(command);
        var accept = command.Value("--accept <VERSION>", "Take this migration as it is now.");
        var reason = command.Value("--reason <TEXT>", "Why; kept in the lock file.");
        command.Runs(exit, () =>
        {
            var request = folder.Request(LockMode.Update);
            var result = accept.HasValue()
                ? LockCommand.Accept(request, accept.Value()!, reason.Value() ?? "")
                : LockCommand.Update(request);
            foreach (var diagnostic in result.Diagnostics)
                context.Terminal.WriteDiagnostic(diagnostic);
            if (result.Succeeded)
                context.Terminal.WriteLine(result.Written ? $"{request.LockFile}: written" : $"{request.LockFile}: up to date");
            return Task.FromResult(result.Succeeded ? ExitCode.Done : ExitCode.Failed);
        });
    });
}

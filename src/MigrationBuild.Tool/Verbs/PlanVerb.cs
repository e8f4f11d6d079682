using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Diagnostics;
using MigrationBuild.Tool.Options;
using MigrationBuild.Tool.Output;

namespace MigrationBuild.Tool.Verbs;

/// <summary>`plan`: what `apply` or `rollback` would run.</summary>
internal sealed class PlanVerb : IVerb
{
    public void Register(CommandLineApplication app, VerbContext context, Action<ExitCode> exit) => app.Command("plan", command =>
    {
        command.Description = "Shows step by step what would run; without a connection, for an empty database.";
        var bundle = new BundleOption(command);
        var connection = new ConnectionOptions(command);
        var lockTimeout = new LockTimeoutOption(command);
        var to = command.Value("-t|--to <VERSION>", "The target: a version, 'head', 'base', '+2', '-1' (default: head).");
        var sql = command.Flag("--sql", "Show the SQL of each step.");
        var exitCode = command.Flag("--exit-code", "Exit with 3 where there are steps to run.");
        var json = command.JsonFlag();
        command.Runs(exit, async () =>
        {
            var content = bundle.Read(context);
            var (plan, parts, proofs) = await PlanReader.ReadWithProofsAsync(content, connection, to.Value() ?? "head", lockTimeout.Value, context);
            if (parts?.Warning is { } warning)
                context.Terminal.WriteDiagnostic(warning);
            if (json.HasValue())
                PlanOutput.WriteJson(plan, parts, proofs, content.Chain.Head?.Version.Text, context.Terminal);
            else
                PlanOutput.WriteText(plan, parts, proofs, sql.HasValue(), context.Terminal);
            return exitCode.HasValue() && plan.Steps.Count > 0 ? ExitCode.Pending : ExitCode.Done;
        });
    });
}

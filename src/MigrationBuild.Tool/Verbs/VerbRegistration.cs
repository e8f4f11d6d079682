using System.Text.Json;
using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Diagnostics;
using MigrationBuild.Tool.Output;

namespace MigrationBuild.Tool.Verbs;

/// <summary>How a verb is hung into the command line, the same for all.</summary>
internal static class VerbRegistration
{
    public static CommandOption Value(this CommandLineApplication command, string template, string description) =>
        command.Option(template, description, CommandOptionType.SingleValue);

    public static CommandOption Flag(this CommandLineApplication command, string template, string description) =>
        command.Option(template, description, CommandOptionType.NoValue);

    public static CommandOption JsonFlag(this CommandLineApplication command) =>
        command.Flag("--json", "Print the report as JSON on stdout.");

    /// <summary>Runs the verb; with --json a refusal is JSON too, beside its line on stderr.</summary>
    public static void Runs(this CommandLineApplication command, VerbContext context, CommandOption? json, Action<ExitCode> exit, Func<Task<ExitCode>> run) =>
        command.OnExecute(async () =>
        {
            try
            {
                exit(await run());
            }
            catch (MigrationException e) when (json?.HasValue() == true)
            {
                var error = new ErrorJson("failed", DiagnosticJson.From(e.Diagnostic));
                context.Terminal.WriteLine(JsonSerializer.Serialize(error, ToolJson.Readable.ErrorJson));
                context.Terminal.WriteDiagnostic(e.Diagnostic);
                exit(e.ExitCode);
            }
            return 0;
        });
}

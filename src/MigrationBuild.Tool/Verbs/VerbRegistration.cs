using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Diagnostics;

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

    public static void Runs(this CommandLineApplication command, Action<ExitCode> exit, Func<Task<ExitCode>> run) =>
        command.OnExecute(async () =>
        {
            exit(await run());
            return 0;
        });
}

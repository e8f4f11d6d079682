using System.Reflection;
using System.Text;
using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.Tool.Output;
using MigrationBuild.Tool.Verbs;

namespace MigrationBuild.Tool;

/// <summary>The command line: finds the verb, runs it, turns whatever happens into a message and an exit code.</summary>
internal static class CommandLine
{
    private static readonly IVerb[] Verbs =
    [
        new NewVerb(), new CheckVerb(), new ExplainVerb(), new LockVerb(), new CompileVerb(),
        new PlanVerb(), new ApplyVerb(), new RollbackVerb(), new StatusVerb(), new VerifyVerb(), new HistoryVerb(),
        new ScriptVerb(), new StampVerb(), new SnapshotVerb(), new InspectVerb(), new SignVerb(), new KeyVerb(),
    ];

    /// <summary>Without what the compiler adds after a plus sign.</summary>
    public static string ToolVersion { get; } =
        typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static async Task<int> RunAsync(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        StandardStreams.SilenceClosed();
        var terminal = new Terminal();
        var stop = new StopSignals(terminal);
        // What answers by itself, as --help does, runs no verb.
        var exitCode = ExitCode.Done;
        using var help = new StringWriter();
        using var app = Build(new VerbContext(terminal, stop.Token), help, code => exitCode = code);
        try
        {
            app.Execute(args);
            if (help.GetStringBuilder().Length > 0)
                terminal.WriteLine(help.ToString().TrimEnd());
            return (int)exitCode;
        }
        catch (Exception e)
        {
            return (int)Report(e is CommandParsingException parsing ? UsageErrors.From(parsing) : e, args, terminal);
        }
        finally
        {
            await terminal.FlushAsync();
            stop.KeepAlive();
        }
    }

    private static ExitCode Report(Exception exception, string[] args, Terminal terminal)
    {
        var diagnostic = Failure.Describe(exception);
        terminal.WriteDiagnostic(diagnostic);
        // Looked up by hand: the command line may be the very thing that cannot be read.
        if (AsksForJson(args))
            terminal.WriteJsonOutcome(new ErrorJson("failed", DiagnosticJson.From(diagnostic)), ToolJson.Readable.ErrorJson);
        return Failure.ExitCodeOf(exception);
    }

    private static bool AsksForJson(string[] args) =>
        args.Contains("--json", StringComparer.Ordinal) || string.Join(' ', args).Replace('=', ' ').Replace(':', ' ').Contains("--format json", StringComparison.Ordinal);

    private static CommandLineApplication Build(VerbContext context, TextWriter help, Action<ExitCode> exit)
    {
        var app = new CommandLineApplication(throwOnUnexpectedArg: true)
        {
            Name = "migrationbuild",
            Description = "Checks, compiles and applies database migrations; on any failure it puts everything back.",
            ExtendedHelpText = HelpTexts.ExitCodes,
            MakeSuggestionsInErrorMessage = false,
        };
        app.HelpOption("-h|--help", inherited: true);
        app.VersionOption("--version", ToolVersion);
        foreach (var verb in Verbs)
            verb.Register(app, context, exit);
        app.OnExecute(() =>
        {
            app.ShowHelp();
            exit(ExitCode.Done);
            return 0;
        });
        WriteTo(help, app);
        return app;
    }

    // Not to stdout at once: beside an error the library writes a hint, which --json must not show.
    private static void WriteTo(TextWriter help, CommandLineApplication command)
    {
        command.Out = help;
        foreach (var child in command.Commands)
            WriteTo(help, child);
    }
}

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
        new NewVerb(), new CheckVerb(), new LockVerb(), new CompileVerb(),
        new PlanVerb(), new ApplyVerb(), new RollbackVerb(), new StatusVerb(), new HistoryVerb(),
        new ScriptVerb(), new StampVerb(), new SnapshotVerb(), new InspectVerb(),
    ];

    /// <summary>Without what the compiler adds after a plus sign.</summary>
    public static string ToolVersion { get; } =
        typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static async Task<int> RunAsync(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var stop = new StopSignals();
        var terminal = new Terminal();
        var exitCode = ExitCode.Usage;
        using var app = Build(new VerbContext(terminal, stop.Token), code => exitCode = code);
        try
        {
            app.Execute(args);
            return (int)exitCode;
        }
        catch (CommandParsingException e)
        {
            var suggestion = e is UnrecognizedCommandParsingException { NearestMatches: var near } && near.FirstOrDefault() is { } best ? $" Did you mean '{best}'?" : "";
            terminal.WriteDiagnostic(new Diagnostic(Descriptors.UsageError, null, $"{e.Message.TrimEnd('.')}.{suggestion} See 'migrationbuild {HelpFor(e)}--help'"));
            return (int)ExitCode.Usage;
        }
        catch (MigrationException e)
        {
            terminal.WriteDiagnostic(e.Diagnostic);
            return (int)e.ExitCode;
        }
        catch (Exception e)
        {
            terminal.WriteDiagnostic(Failure.Describe(e));
            return (int)Failure.ExitCodeOf(e);
        }
        finally
        {
            await terminal.FlushAsync();
        }
    }

    private static CommandLineApplication Build(VerbContext context, Action<ExitCode> exit)
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
            exit(app.RemainingArguments.Count == 0 ? ExitCode.Done : ExitCode.Usage);
            return 0;
        });
        return app;
    }

    private static string HelpFor(CommandParsingException e) => e.Command.Parent is null ? "" : e.Command.Name + " ";
}

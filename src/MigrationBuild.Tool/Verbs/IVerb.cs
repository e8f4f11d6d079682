using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Tool.Verbs;

/// <summary>One verb of the command line: its options, and which part of the product it calls. No logic of its own.</summary>
internal interface IVerb
{
    /// <param name="exit">Takes the exit code.</param>
    void Register(CommandLineApplication app, VerbContext context, Action<ExitCode> exit);
}

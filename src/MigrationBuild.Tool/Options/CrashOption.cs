using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Deployment.Crashes;
using MigrationBuild.Deployment.Journal;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Tool.Verbs;

namespace MigrationBuild.Tool.Options;

/// <summary>`--on-crash`: what to do about an earlier run that died.</summary>
internal sealed class CrashOption(CommandLineApplication command)
{
    private readonly CommandOption _how = command.Value("--on-crash <HOW>",
        "Where an earlier run died: resume (default: go on from there; stop where it is not known how far it came), rollback (take it back, then stop), ask.");

    /// <exception cref="MigrationException">MB6001: no such word. MB6015: there is nobody to ask, or the answer was no.</exception>
    public async Task<CrashPolicy> DecideAsync(Func<Task<IDatabase>> openReadOnly, VerbContext context) => _how.Value() switch
    {
        null or "resume" => CrashPolicy.Resume,
        "rollback" => CrashPolicy.Rollback,
        "ask" => await AskAsync(openReadOnly, context),
        var other => throw new MigrationException(Descriptors.UsageError, ExitCode.Usage, $"--on-crash '{other}' is unknown: it is resume, rollback or ask"),
    };

    // Without holding the lock: a person may take all day. What the lock's holder finds then is what counts.
    private static async Task<CrashPolicy> AskAsync(Func<Task<IDatabase>> openReadOnly, VerbContext context)
    {
        await using var database = await openReadOnly();
        if (OpenRun.Find(await database.ReadHistoryAsync(context.CancellationToken)) is not { } run)
            return CrashPolicy.Resume;
        var what = $"An earlier run died: {OpenRunWords.Of(run)}; {OpenRunWords.Progress(run)}.";
        if (!context.Terminal.CanAsk)
            throw new MigrationException(Descriptors.ConfirmationNeeded, ExitCode.Usage, $"{what} Nothing was done: there is no terminal to ask on; say --on-crash resume or --on-crash rollback");
        if (context.Terminal.Ask($"{what} Go on from there?", context.CancellationToken))
            return CrashPolicy.Resume;
        return context.Terminal.Ask("Take it back instead?", context.CancellationToken)
            ? CrashPolicy.Rollback
            : throw new MigrationException(Descriptors.ConfirmationNeeded, ExitCode.Failed, "not confirmed; nothing was done");
    }
}

using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Diagnostics;
using MigrationBuild.Tool.Verbs;

namespace MigrationBuild.Tool.Options;

/// <summary>`--yes`: whatever can lose data asks on a terminal, and refuses without one.</summary>
internal sealed class Confirmation(CommandLineApplication command)
{
    private readonly CommandOption _yes = command.Flag("-y|--yes", "Do not ask.");

    public bool IsGiven => _yes.HasValue();

    /// <param name="what">A sentence that says what will happen.</param>
    /// <exception cref="MigrationException">MB6015: nobody there to ask, or the answer was no.</exception>
    public void Require(string what, VerbContext context)
    {
        if (IsGiven)
            return;
        if (!context.Terminal.CanAsk)
            throw new MigrationException(Descriptors.ConfirmationNeeded, ExitCode.Usage, $"{what} Nothing was done: there is no terminal to ask on; add --yes");
        if (!context.Terminal.Ask(what, context.CancellationToken))
            throw new MigrationException(Descriptors.ConfirmationNeeded, ExitCode.Failed, "not confirmed; nothing was done");
    }
}

using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Bundles.Signing;
using MigrationBuild.Diagnostics;
using MigrationBuild.Tool.Options;

namespace MigrationBuild.Tool.Verbs;

/// <summary>`key`: keys for signing, for whoever has no other program for it.</summary>
internal sealed class KeyVerb : IVerb
{
    public void Register(CommandLineApplication app, VerbContext context, Action<ExitCode> exit) => app.Command("key", command =>
    {
        command.Description = "Makes a key that signs bundles, or prints the public half of one.";
        command.Command("new", c => RegisterNew(c, context, exit));
        command.Command("public", c => RegisterPublic(c, context, exit));
        command.Runs(exit, () =>
        {
            command.ShowHelp();
            return Task.FromResult(ExitCode.Usage);
        });
    });

    private static void RegisterNew(CommandLineApplication command, VerbContext context, Action<ExitCode> exit)
    {
        command.Description = "Makes a key: FILE is the private half, FILE.pub the public one. With a passphrase the private half is encrypted.";
        var file = command.Argument("file", "Where to write it; no file that is there is overwritten.");
        var options = new SigningKeyOption(command);
        command.Runs(exit, () =>
        {
            var path = file.Value ?? throw new MigrationException(Descriptors.UsageError, ExitCode.Usage, "key new needs a file: 'migrationbuild key new FILE'");
            var id = KeyPair.Create(path, options.Passphrase());
            context.Terminal.WriteOutcome($"key {id}: '{path}' signs, keep it secret; '{KeyPair.PublicPath(path)}' is for --trust");
            return Task.FromResult(ExitCode.Done);
        });
    }

    private static void RegisterPublic(CommandLineApplication command, VerbContext context, Action<ExitCode> exit)
    {
        command.Description = "Prints the public half of a key, for --trust.";
        var file = command.Argument("file", "The key: private (PEM or PFX), public, or a certificate.");
        var options = new SigningKeyOption(command);
        command.Runs(exit, () =>
        {
            var path = file.Value ?? throw new MigrationException(Descriptors.UsageError, ExitCode.Usage, "key public needs a file: 'migrationbuild key public FILE'");
            var key = PublicHalf.Read(path, options.Passphrase);
            context.Terminal.WriteLine(key.Pem.TrimEnd('\n'));
            context.Terminal.Say($"key {key.Id}");
            return Task.FromResult(ExitCode.Done);
        });
    }
}

using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Bundles.Signing;
using MigrationBuild.Compilation;
using MigrationBuild.Diagnostics;
using MigrationBuild.Tool.Verbs;

namespace MigrationBuild.Tool.Options;

/// <summary>
/// The private key of `sign` and `key`. The passphrase comes from a file, standard input or the environment: a command line is
/// world-readable, and so there is no option that takes it.
/// </summary>
internal sealed class SigningKeyOption(CommandLineApplication command)
{
    private readonly CommandOption _passphraseFile = command.Value("--passphrase-file <FILE>",
        $"The passphrase of the key; - is standard input (default: the variable {BundleOutput.PassphraseVariable}).");

    /// <exception cref="MigrationException">MB5006.</exception>
    public SigningKey Read(string file, VerbContext context)
    {
        if (SigningKeyFile.CheckPermissions(file, $"the key file '{file}'") is { } warning)
            context.Terminal.WriteDiagnostic(warning);
        return SigningKeyFile.Read(file, $"the key file '{file}'", Passphrase, DateTimeOffset.UtcNow);
    }

    /// <summary>Null where none is given.</summary>
    /// <exception cref="MigrationException">MB5006: its file cannot be read, or is empty.</exception>
    public string? Passphrase()
    {
        var passphrase = Find();
        Secrets.Add(passphrase);
        return passphrase;
    }

    private string? Find()
    {
        if (!_passphraseFile.HasValue())
            return Environment.GetEnvironmentVariable(BundleOutput.PassphraseVariable) is { Length: > 0 } value ? value : null;
        var file = _passphraseFile.Value()!;
        try
        {
            var text = (file == "-" ? Console.In.ReadToEnd() : File.ReadAllText(file)).TrimEnd('\r', '\n');
            return text.Length > 0 ? text : throw Unreadable(file, "it is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(file, e.Message);
        }
    }

    private static MigrationException Unreadable(string file, string why) =>
        new(Descriptors.SigningKeyUnusable, ExitCode.Failed, $"the passphrase file '{file}' cannot be used: {why}; nothing was signed");
}

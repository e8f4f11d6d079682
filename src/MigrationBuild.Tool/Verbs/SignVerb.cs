using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Bundles;
using MigrationBuild.Bundles.Signing;
using MigrationBuild.Diagnostics;
using MigrationBuild.Tool.Options;
using MigrationBuild.Tool.Output;

namespace MigrationBuild.Tool.Verbs;

/// <summary>`sign`: writes a signature with the bundle's provenance beside a bundle.</summary>
internal sealed class SignVerb : IVerb
{
    public void Register(CommandLineApplication app, VerbContext context, Action<ExitCode> exit) => app.Command("sign", command =>
    {
        command.Description = "Signs a bundle: writes BUNDLE.sig beside it, which also says where the bundle comes from.";
        var bundle = command.Argument("bundle", "The bundle (default: the one *.migrations.zip in the current folder).");
        var keyFile = command.Value("-k|--key <FILE>", "The private key: PEM (with its certificates or without) or PFX, ECDSA on the curve P-256.");
        var keyOption = new SigningKeyOption(command);
        var json = command.JsonFlag();
        command.Runs(exit, () =>
        {
            if (!keyFile.HasValue())
                throw new MigrationException(Descriptors.UsageError, ExitCode.Usage, "sign needs a key: 'migrationbuild sign BUNDLE --key FILE' ('migrationbuild key new FILE' makes one)");
            var path = bundle.Value ?? BundleOption.FindOne();
            var file = BundleReader.ReadBytes(path);
            var content = BundleReader.Read(file, path);
            using var key = keyOption.Read(keyFile.Value()!, context);
            SignatureFile.Write(path, BundleSigner.Sign(file, Path.GetFileName(path), content, BuildSources.OfVariables(Environment.GetEnvironmentVariable), key));
            if (json.HasValue())
                context.Terminal.WriteJsonOutcome(new SignJson("signed", SignatureFile.PathOf(path), key.Id), ToolJson.Readable.SignJson);
            else
                context.Terminal.WriteOutcome($"{SignatureFile.PathOf(path)}: signed by key {key.Id}");
            return Task.FromResult(ExitCode.Done);
        });
    });
}

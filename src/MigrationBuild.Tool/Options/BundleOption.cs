using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Bundles;
using MigrationBuild.Bundles.Signing;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Tool.Verbs;

namespace MigrationBuild.Tool.Options;

/// <summary>`--bundle FILE`; without it, the one bundle in the current folder. And `--trust`, since reading a bundle is checking it.</summary>
internal sealed class BundleOption(CommandLineApplication command)
{
    private const string Pattern = "*.migrations.zip";

    private readonly CommandOption _option = command.Value("-b|--bundle <FILE>", "The bundle (default: the one *.migrations.zip in the current folder).");
    private readonly TrustOption _trust = new(command);

    /// <summary>How a person at the same place names the same bundle, and whom he trusts, in a shell.</summary>
    public string Words => string.Join(' ', new[] { _option.HasValue() ? $"--bundle {ShellText.Quote(_option.Value()!)}" : "", _trust.Words }.Where(w => w.Length > 0));

    /// <exception cref="MigrationException">MB5001 none or several; MB5002, MB5003; MB5007 to MB5010.</exception>
    public Bundle Read(VerbContext context)
    {
        using var trust = _trust.Read();
        return new SignedBundleReader(trust, DateTimeOffset.UtcNow).Read(Path(), context.Terminal.WriteDiagnostic);
    }

    /// <summary>The same, where a signature that is there must be right also if nobody is trusted.</summary>
    /// <exception cref="MigrationException">MB5001 none or several; MB5002, MB5003; MB5007 to MB5010.</exception>
    public SignedBundle ReadWithSignature()
    {
        using var trust = _trust.Read();
        return new SignedBundleReader(trust, DateTimeOffset.UtcNow).Require(Path());
    }

    /// <exception cref="MigrationException">MB5001 none or several.</exception>
    public static string FindOne()
    {
        var found = Directory.GetFiles(Directory.GetCurrentDirectory(), Pattern).Select(f => System.IO.Path.GetFileName(f)!).Order(StringComparer.Ordinal).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new MigrationException(Descriptors.BundleNotFound, ExitCode.Usage,
                $"there is no {Pattern} in the current folder; name one with --bundle FILE ('dotnet build' writes it to the output folder)"),
            _ => throw new MigrationException(Descriptors.BundleNotFound, ExitCode.Usage,
                $"there are several bundles in the current folder ({string.Join(", ", found)}); name one with --bundle FILE"),
        };
    }

    private string Path() => _option.HasValue() ? _option.Value()! : FindOne();
}

using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Bundles;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Tool.Verbs;

namespace MigrationBuild.Tool.Options;

/// <summary>`--bundle FILE`; without it, the one bundle in the current folder.</summary>
internal sealed class BundleOption(CommandLineApplication command)
{
    private const string Pattern = "*.migrations.zip";

    private readonly CommandOption _option = command.Value("-b|--bundle <FILE>", "The bundle (default: the one *.migrations.zip in the current folder).");

    /// <exception cref="MigrationException">MB5001 none or several; MB5002, MB5003.</exception>
    public Bundle Read() => BundleReader.ReadFile(_option.HasValue() ? _option.Value()! : FindOne());

    /// <summary>How a person at the same place names the same bundle in a shell.</summary>
    public string Words => _option.HasValue() ? $"--bundle {ShellText.Quote(_option.Value()!)}" : "";

    private static string FindOne()
    {
        var found = Directory.GetFiles(Directory.GetCurrentDirectory(), Pattern).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new MigrationException(Descriptors.BundleNotFound, ExitCode.Usage,
                $"there is no {Pattern} in the current folder; name one with --bundle FILE ('dotnet build' writes it to the output folder)"),
            _ => throw new MigrationException(Descriptors.BundleNotFound, ExitCode.Usage,
                $"there are several bundles in the current folder ({string.Join(", ", found)}); name one with --bundle FILE"),
        };
    }
}

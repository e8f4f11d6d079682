using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Bundles.Signing;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;

namespace MigrationBuild.Tool.Options;

/// <summary>`--trust FILE`, any number of times, else the list of files in MIGRATIONBUILD_TRUST: with either, a bundle must be signed.</summary>
internal sealed class TrustOption(CommandLineApplication command)
{
    private const string Variable = "MIGRATIONBUILD_TRUST";

    private readonly CommandOption _files = command.Option("--trust <FILE>",
        $"Refuse a bundle that is not signed by this key or certificate (PEM; an authority's counts for those that it issued). May be given several times (default: the files in {Variable}).",
        CommandOptionType.MultipleValue);

    /// <summary>How a person names the same files in a shell; empty where only the variable may.</summary>
    public string Words => string.Join(' ', _files.Values.Select(f => $"--trust {ShellText.Quote(f ?? "")}"));

    /// <summary>Null where nobody is named, so that no signature is asked for.</summary>
    /// <exception cref="MigrationException">MB5007: a file cannot be used, or the variable names none.</exception>
    public TrustStore? Read()
    {
        if (_files.HasValue())
            return TrustStore.Read([.. _files.Values.Select(f => f ?? "")]);
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } list)
            return null;
        var files = list.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // Whoever sets it wants signatures: a slip in it must not switch them off.
        return files.Length > 0 ? TrustStore.Read(files) : throw new MigrationException(Descriptors.TrustUnusable, ExitCode.Usage,
            $"the variable {Variable} names no file; nothing was touched. Name the files with '{Path.PathSeparator}' between them, or remove it");
    }
}

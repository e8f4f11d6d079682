using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Diagnostics;
using MigrationBuild.Tool.Verbs;

namespace MigrationBuild.Tool.Options;

/// <summary>`--accept-drift`: a person's word that the schema may be another than the bundle expects.</summary>
internal sealed class DriftOption(CommandLineApplication command)
{
    private readonly CommandOption _reason = command.Value("--accept-drift <REASON>", "Go on where somebody changed the schema by hand; the reason goes into the history.");

    /// <summary>Null: it was not given.</summary>
    /// <exception cref="MigrationException">MB6001: there is no reason.</exception>
    public string? Reason => !_reason.HasValue() ? null
        : string.IsNullOrWhiteSpace(_reason.Value()) ? throw new MigrationException(Descriptors.UsageError, ExitCode.Usage, "--accept-drift needs a reason, which goes into the history")
        : _reason.Value()!.Trim();
}

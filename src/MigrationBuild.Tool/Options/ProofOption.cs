using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Compilation;
using MigrationBuild.Diagnostics;
using MigrationBuild.Proofs;
using MigrationBuild.Tool.Verbs;

namespace MigrationBuild.Tool.Options;

/// <summary>Whether and how `check` proves the down scripts.</summary>
internal sealed class ProofOption(CommandLineApplication command)
{
    private readonly CommandOption _mode = command.Value("--proof <HOW>",
        $"auto (default: where there can be a scratch database), required, or off. {ScratchConnection.Variable} names a server for it.");
    private readonly CommandOption _columnOrder = command.Flag("--column-order", "Count another order of columns after a down script as a difference.");
    private readonly CommandOption _cache = command.Value("--proof-cache <DIR>", "Keep what was proven in this folder, and do not prove it again.");

    /// <exception cref="MigrationException">MB6001: no such way.</exception>
    public CompilationRequest AddTo(CompilationRequest request) => request with
    {
        Proof = _mode.Value() switch
        {
            null or "auto" => ProofMode.Auto,
            "required" => ProofMode.Required,
            "off" => ProofMode.Off,
            var other => throw new MigrationException(Descriptors.UsageError, ExitCode.Usage, $"--proof '{other}' is unknown: it is auto, required or off"),
        },
        ProofColumnOrder = _columnOrder.HasValue(),
        ProofCache = _cache.HasValue() ? Path.GetFullPath(_cache.Value()!) : null,
        ScratchConnection = ScratchConnection.FromEnvironment(),
    };
}

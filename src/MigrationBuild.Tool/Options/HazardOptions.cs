using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Compilation;
using MigrationBuild.Tool.Verbs;

namespace MigrationBuild.Tool.Options;

/// <summary>What `check` has to know to tell a hazard from history.</summary>
internal sealed class HazardOptions(CommandLineApplication command)
{
    private readonly CommandOption _target = command.Value("--target-version <VERSION>", "The oldest server that the scripts have to run on (default: the oldest supported).");
    private readonly CommandOption _released = command.Value("--released-version <VERSION>", "The newest version that a database in use has, or none: hazards are shown above it.");

    public CompilationRequest AddTo(CompilationRequest request) =>
        request with { TargetVersion = _target.Value()?.Trim() ?? "", ReleasedVersion = _released.Value()?.Trim() ?? "" };
}

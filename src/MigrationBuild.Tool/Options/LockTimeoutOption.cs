using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Tool.Verbs;

namespace MigrationBuild.Tool.Options;

/// <summary>`--lock-timeout TIME`.</summary>
internal sealed class LockTimeoutOption(CommandLineApplication command)
{
    private readonly CommandOption _option = command.Value("--lock-timeout <TIME>", "How long to wait for others' locks (default: 30s).");

    public TimeSpan Value => Durations.Read(_option, TimeSpan.FromSeconds(30));
}

using System.Globalization;
using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Deployment;
using MigrationBuild.Deployment.Gates;
using MigrationBuild.Diagnostics;
using MigrationBuild.Tool.Verbs;

namespace MigrationBuild.Tool.Options;

/// <summary>What a run has to pass besides its own checks: a health command, and the time of queries.</summary>
internal sealed class GateOptions(CommandLineApplication command)
{
    private const int MostRuns = 1000;

    private readonly CommandOption _health = command.Value("--health-command <COMMAND>", "Run this after the steps; where it does not end with exit code 0 in time, everything is taken back.");
    private readonly CommandOption _healthTimeout = command.Value("--health-timeout <TIME>", "How long the health command may take (default: 60s).");
    private readonly CommandOption _betweenSteps = command.Flag("--health-between-steps", "Run the health command between steps as well, where others see what is between them.");
    private readonly CommandOption _maxSlowdown = command.Value("--max-slowdown <FACTOR>", "Take the run back where a query of Migrations/perf takes more than this many times as long (default: only report).");
    private readonly CommandOption _perfRuns = command.Value("--perf-runs <NUMBER>", "How often each query of Migrations/perf is timed before and after (default: 5; 0: not at all).");
    private readonly CommandOption _perfTimeout = command.Value("--perf-timeout <TIME>", "How long one run of such a query may take (default: 30s).");

    /// <exception cref="MigrationException">MB6001: a value makes no sense.</exception>
    public DeploymentOptions AddTo(DeploymentOptions options) => options with { Health = Health(), Performance = Performance() };

    private HealthCheck? Health()
    {
        if (_health.HasValue())
        {
            return string.IsNullOrWhiteSpace(_health.Value())
                ? throw Wrong("--health-command is empty")
                : new HealthCheck(_health.Value()!, Durations.Read(_healthTimeout, TimeSpan.FromSeconds(60)), _betweenSteps.HasValue());
        }
        return _healthTimeout.HasValue() || _betweenSteps.HasValue()
            ? throw Wrong($"--{(_healthTimeout.HasValue() ? _healthTimeout : _betweenSteps).LongName} needs --health-command COMMAND")
            : null;
    }

    private PerformanceLimits Performance()
    {
        var limits = new PerformanceLimits { MaxSlowdown = MaxSlowdown() };
        limits = limits with { Timeout = Durations.Read(_perfTimeout, limits.Timeout) };
        if (!_perfRuns.HasValue())
            return limits;
        return int.TryParse(_perfRuns.Value(), NumberStyles.None, CultureInfo.InvariantCulture, out var runs) && runs <= MostRuns
            ? limits with { Runs = runs }
            : throw Wrong($"--perf-runs '{_perfRuns.Value()}' is no number from 0 to {MostRuns}");
    }

    private double? MaxSlowdown()
    {
        if (!_maxSlowdown.HasValue())
            return null;
        return double.TryParse(_maxSlowdown.Value(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor) && factor is >= 1 and < 1_000_000
            ? factor
            : throw Wrong($"--max-slowdown '{_maxSlowdown.Value()}' is no factor of 1 or more, such as 2.0");
    }

    private static MigrationException Wrong(string message) => new(Descriptors.UsageError, ExitCode.Usage, message);
}

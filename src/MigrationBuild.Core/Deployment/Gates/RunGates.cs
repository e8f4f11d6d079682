using MigrationBuild.Bundles;
using MigrationBuild.Drivers;

namespace MigrationBuild.Deployment.Gates;

/// <summary>What a run has to pass besides its steps: no new damage, no query too slow, and a healthy application afterwards.</summary>
internal sealed class RunGates(IDatabase database, Bundle bundle, DeploymentOptions options, IDeploymentObserver observer, Plan plan, string runId)
{
    private readonly PerformanceGate _performance = new(database, bundle.Chain, options.Performance);
    private readonly HealthGate? _health = options.Health is { } check ? new(check, runId) : null;
    private DamageGuard? _damage;

    /// <summary>What the steps did to the time of queries; null before <see cref="CloseAsync"/>, and where none is timed.</summary>
    public PerformanceReport? Times { get; private set; }

    /// <summary>What the health command said, each time.</summary>
    public IReadOnlyList<HealthResult> Health => _health?.Results ?? [];

    /// <summary>Before the first step: what there is to compare with.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        _damage = await DamageGuard.ReadAsync(database, cancellationToken);
        await _performance.MeasureAsync(cancellationToken);
    }

    /// <summary>After the last step, in its transaction if there is one.</summary>
    /// <exception cref="Diagnostics.MigrationException">MB6035, MB6039, MB6040: the run may not stay.</exception>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await _damage!.RequireNoNewAsync(plan.Steps.Select(s => s.Script), observer.Warned, cancellationToken);
        Times = await _performance.CompareAsync(cancellationToken);
        PerformanceGate.Require(Times, isHead: plan.To == bundle.Chain.Head?.Version.Text, observer.Warned);
    }

    /// <summary>When all is in effect.</summary>
    /// <exception cref="Diagnostics.MigrationException">MB6038: the application does not work with it.</exception>
    public Task RequireHealthyAsync(CancellationToken cancellationToken) => _health?.RequireHealthyAsync(plan.To, cancellationToken) ?? Task.CompletedTask;

    /// <summary>After a part of the run that is in effect, before the next one; where it was asked for.</summary>
    /// <param name="steps">How many steps are in effect.</param>
    /// <exception cref="Diagnostics.MigrationException">MB6038.</exception>
    public Task RequireHealthyBetweenAsync(int steps, CancellationToken cancellationToken) =>
        _health is { BetweenSteps: true } && steps < plan.Steps.Count ? _health.RequireHealthyAsync(plan.VersionAfter(steps), cancellationToken) : Task.CompletedTask;
}

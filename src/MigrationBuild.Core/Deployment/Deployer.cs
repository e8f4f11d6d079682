using System.Diagnostics;
using MigrationBuild.Bundles;
using MigrationBuild.Deployment.Crashes;
using MigrationBuild.Deployment.Drift;
using MigrationBuild.Deployment.Journal;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;

namespace MigrationBuild.Deployment;

/// <summary>
/// Takes a database along a bundle's chain: lock, history, plan, snapshot, steps, validation; on any failure everything back, and proof that it is.
/// The only place that changes a database.
/// </summary>
public sealed class Deployer(IDatabase database, Bundle bundle, DeploymentOptions options, IDeploymentObserver observer)
{
    private readonly RunRows _rows = new(bundle, options, Guid.NewGuid().ToString("N"));

    /// <summary>Runs the steps to the target, all or none.</summary>
    /// <exception cref="MigrationException">It was refused before anything was touched.</exception>
    public async Task<RunReport> RunAsync(Direction direction, string target, CancellationToken cancellationToken)
    {
        // The lock comes first: a history read before it may be of yesterday.
        await using var deploymentLock = await database.LockAsync(options.LockTimeout, options.Owner, cancellationToken);
        for (var watch = Stopwatch.StartNew(); ;)
        {
            try
            {
                return await PlanAndRunAsync(direction, target, cancellationToken);
            }
            catch (HistoryMovedException) when (database.WhyTransactionalOnly is not null && watch.Elapsed < options.LockTimeout)
            {
                // Through a pooler only the transaction holds the lock: another deployer was done while this one waited for it.
            }
        }
    }

    /// <summary>Declares that the database is at a version, without running anything: adds and removes history rows only.</summary>
    /// <param name="target">A version, `head` or `base`.</param>
    /// <param name="reason">Kept in the history.</param>
    /// <exception cref="MigrationException">MB6006, MB6011: the history or the target does not fit the bundle.</exception>
    public async Task<RunReport> StampAsync(string target, string? reason, CancellationToken cancellationToken)
    {
        await using var deploymentLock = await database.LockAsync(options.LockTimeout, options.Owner, cancellationToken);
        var position = await PositionReader.ReadAsync(database, bundle, cancellationToken);
        if (position.Kind == PositionKind.UnknownVersion)
            throw new MigrationException(position.Problems[0], ExitCode.Refused);
        var rows = StampRows.Make(bundle.Chain, position, target, reason, _rows);
        await database.BeginAsync(cancellationToken);
        try
        {
            foreach (var row in rows)
                await database.AppendHistoryAsync(row, cancellationToken);
            await database.CommitAsync(cancellationToken);
        }
        catch
        {
            await database.RollbackAsync();
            throw;
        }
        var now = await PositionReader.ReadAsync(database, bundle, cancellationToken);
        return new RunReport
        {
            RunId = _rows.RunId,
            Outcome = rows.Count == 0 ? RunOutcome.UpToDate : RunOutcome.Applied,
            ExitCode = ExitCode.Done,
            FromVersion = position.CurrentVersion,
            ToVersion = now.CurrentVersion,
        };
    }

    private async Task<RunReport> PlanAndRunAsync(Direction direction, string target, CancellationToken cancellationToken)
    {
        if (await new CrashRecovery(database, bundle, options, observer, _rows).ResolveAsync(cancellationToken) is { } end)
            return end;
        var position = await PositionReader.ReadAsync(database, bundle, cancellationToken);
        var plan = Plan.Make(bundle, position, direction, target);
        RequireAgreed(plan);
        var schema = new SchemaGuard(database, bundle, position, observer.Warned);
        await schema.RequireExpectedAsync(options.AcceptDrift, cancellationToken);
        if (plan.Steps.Count == 0)
            return UpToDate(plan);
        var parts = RunParts.Of(plan, database, options.HasSnapshot(database, isTransactional: false));
        RequirePossible(parts);
        if (parts.Warning is { } warning)
            observer.Warned(warning);
        var journal = new RunJournal(database, _rows, RunPlan.Of(plan, parts.IsOneTransaction), plan.From, hasHistory: position.State.LastId > 0);
        var context = new RunContext(database, bundle, options, observer, position, plan, schema, _rows, journal);
        return parts.IsOneTransaction
            ? await new TransactionalRun(context).RunAsync(cancellationToken)
            : await new SteppedRun(context, parts.Parts).RunAsync(cancellationToken);
    }

    private void RequirePossible(RunParts parts)
    {
        if (!parts.IsOneTransaction && database.WhyTransactionalOnly is { } reason)
        {
            throw new MigrationException(Descriptors.ConnectionFailed, ExitCode.Refused,
                $"the run does not fit one transaction, and {reason}; nothing was touched");
        }
    }

    private RunReport UpToDate(Plan plan) => new()
    {
        RunId = _rows.RunId,
        Outcome = RunOutcome.UpToDate,
        ExitCode = ExitCode.Done,
        FromVersion = plan.From,
        ToVersion = plan.From,
    };

    private void RequireAgreed(Plan plan)
    {
        if (options.AgreedSteps is { } agreed && !agreed.SequenceEqual(plan.Steps.Select(s => s.ToString())))
        {
            throw new MigrationException(Descriptors.ConfirmationNeeded, ExitCode.Refused,
                "another deployment has changed the database since the question was answered; nothing was touched. Look at 'migrationbuild plan' again");
        }
    }
}

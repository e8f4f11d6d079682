using MigrationBuild.Bundles;
using MigrationBuild.Deployment.Drift;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Scripts;

namespace MigrationBuild.Deployment;

/// <summary>
/// Takes a database along a bundle's chain: lock, history, plan, snapshot, steps, validation; on any failure everything back, and proof that it is.
/// The only place that changes a database.
/// </summary>
public sealed class Deployer(IDatabase database, Bundle bundle, DeploymentOptions options, IDeploymentObserver observer)
{
    private readonly string _runId = Guid.NewGuid().ToString("N");

    /// <summary>Runs the steps to the target, all or none.</summary>
    /// <exception cref="MigrationException">It was refused before anything was touched.</exception>
    public async Task<RunReport> RunAsync(Direction direction, string target, CancellationToken cancellationToken)
    {
        // The lock comes first: a history read before it may be of yesterday.
        await using var deploymentLock = await database.LockAsync(options.LockTimeout, options.Owner, cancellationToken);
        var position = await PositionReader.ReadAsync(database, bundle, cancellationToken);
        if (position.Kind == PositionKind.Interrupted)
            position = await RecoverAsync(position, cancellationToken);
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
        var context = new RunContext(database, bundle, options, observer, position, plan, schema, _runId);
        return parts.IsOneTransaction
            ? await new TransactionalRun(context).RunAsync(cancellationToken)
            : await new SteppedRun(context, parts.Parts).RunAsync(cancellationToken);
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
        var rows = StampRows.Make(bundle.Chain, position, target, reason, new StepRunner(database, bundle, options, _runId));
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
            RunId = _runId,
            Outcome = rows.Count == 0 ? RunOutcome.UpToDate : RunOutcome.Applied,
            ExitCode = ExitCode.Done,
            FromVersion = position.CurrentVersion,
            ToVersion = now.CurrentVersion,
        };
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
        RunId = _runId,
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

    /// <summary>Cleans up after a step that died outside a transaction, where its script says how.</summary>
    private async Task<Position> RecoverAsync(Position position, CancellationToken cancellationToken)
    {
        var row = position.State.Interrupted!;
        var direction = row.Action == HistoryAction.UpStarted ? Direction.Up : Direction.Down;
        var migration = bundle.Chain.Migrations.FirstOrDefault(m => m.Version.Text == row.Version && m.Up.Hash == row.UpHash);
        var script = direction == Direction.Up ? migration?.Up : migration?.Down;
        if (script?.Recover is null)
            return position;
        var recover = new MigrationScript
        {
            File = script.File,
            Text = script.Recover,
            Hash = TextHash.Of(script.Recover),
            Transactional = false,
            Timeout = script.Timeout,
            LockTimeout = script.LockTimeout,
        };
        var step = new Step(direction, migration, null);
        try
        {
            await database.ExecuteAsync(recover, cancellationToken);
        }
        catch (ScriptException e)
        {
            throw new MigrationException(
                new Diagnostic(Descriptors.InterruptedStep, new SourceLocation(script.File),
                    $"a run died in {step}, and its recovery ('{script.Recover}') failed: {e.Message}. Put it right by hand and say where the database is with 'migrationbuild stamp VERSION'"),
                ExitCode.NeedsPerson, e);
        }
        var abandoned = new StepRunner(database, bundle, options, _runId).Row(step, HistoryAction.Abandoned, 0, row.Note);
        await database.AppendHistoryAsync(abandoned, cancellationToken);
        return await PositionReader.ReadAsync(database, bundle, cancellationToken);
    }
}

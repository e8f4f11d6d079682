using MigrationBuild.Deployment;
using MigrationBuild.Deployment.Drift;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Tool.Options;
using MigrationBuild.Tool.Output;

namespace MigrationBuild.Tool.Verbs;

/// <summary>What `apply` and `rollback` share: open, ask, run, report.</summary>
internal sealed class RunCommand(
    BundleOption bundleOption, ConnectionOptions connection, RunOptions options, DriftOption drift, CrashOption crash, GateOptions gates, VerbContext context)
{
    /// <param name="confirm">Null where the direction never asks.</param>
    public async Task<ExitCode> RunAsync(Direction direction, string target, bool dryRun, bool json, Confirmation? confirm)
    {
        var bundle = bundleOption.Read(context);
        var driver = EngineDrivers.For(bundle.Chain.Engine);
        var connectionString = connection.Read(driver, context);
        // A wrong option is refused before anybody is asked anything.
        var made = gates.AddTo(options.Make(driver, connectionString));
        var agreed = dryRun || confirm is null || confirm.IsGiven ? null : await AskAsync();
        var onCrash = await crash.DecideAsync(() => OpenAsync(readOnly: true), context);
        await using var database = await OpenAsync(readOnly: dryRun);
        var how = made with
        {
            AgreedSteps = agreed,
            AcceptDrift = drift.Reason,
            OnCrash = onCrash,
            Words = new CommandWords(bundleOption.Words, connection.Words(driver), $"--engine {driver.Engine}"),
        };
        if (dryRun)
        {
            var plan = await PlanAsync(database);
            var position = await PositionReader.ReadAsync(database, bundle, context.CancellationToken);
            await new SchemaGuard(database, bundle, position, context.Terminal.WriteDiagnostic).RequireExpectedAsync(drift.Reason, context.CancellationToken);
            return RunOutput.WriteDryRun(plan, RunParts.Of(plan, database, how.HasSnapshot(database, isTransactional: false)), json, context.Terminal);
        }
        var deployer = new Deployer(database, bundle, how, new ConsoleObserver(context.Terminal));
        var report = await deployer.RunAsync(direction, target, context.CancellationToken);
        return RunOutput.Write(report, database.DisplayName, json, context.Terminal);

        // The question is asked without holding the lock: a person may take all day.
        async Task<IReadOnlyList<string>> AskAsync()
        {
            await using var preview = await OpenAsync(readOnly: true);
            var plan = await PlanAsync(preview);
            if (plan.Steps.Count > 0)
                confirm.Require($"{preview.DisplayName} will be rolled back from {plan.From} to {plan.To ?? "base"}: {string.Join(", ", plan.Steps)}.", context);
            return [.. plan.Steps.Select(s => s.ToString())];
        }

        Task<IDatabase> OpenAsync(bool readOnly) =>
            driver.OpenAsync(options.Request(driver, connectionString, context, readOnly) with { Role = connection.Role }, context.CancellationToken);

        async Task<Plan> PlanAsync(IDatabase at) =>
            Plan.Make(bundle, await PositionReader.ReadAsync(at, bundle, context.CancellationToken), direction, target);
    }
}

using System.Globalization;
using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Tool.Options;
using MigrationBuild.Tool.Output;

namespace MigrationBuild.Tool.Verbs;

/// <summary>`snapshot create|list|restore`. Needs no bundle: it must work when everything else is lost.</summary>
internal sealed class SnapshotVerb : IVerb
{
    public void Register(CommandLineApplication app, VerbContext context, Action<ExitCode> exit) => app.Command("snapshot", command =>
    {
        command.Description = "Makes, lists and restores snapshots of a database.";
        command.Command("create", c => RegisterCreate(c, context, exit));
        command.Command("list", c => RegisterList(c, context, exit));
        command.Command("restore", c => RegisterRestore(c, context, exit));
        command.Runs(exit, () =>
        {
            command.ShowHelp();
            return Task.FromResult(ExitCode.Usage);
        });
    });

    private static void RegisterCreate(CommandLineApplication command, VerbContext context, Action<ExitCode> exit)
    {
        command.Description = "Makes a snapshot: a verified, restorable copy.";
        var target = new SnapshotTarget(command);
        var json = command.JsonFlag();
        command.Runs(exit, async () =>
        {
            var (driver, connectionString, options) = target.Read(context);
            await using var database = await target.OpenAsync(driver, connectionString, context);
            var snapshot = await new SnapshotKeeper(database, driver.Engine, options, new ConsoleObserver(context.Terminal)).CreateAsync(context.CancellationToken);
            if (json.HasValue())
                context.Terminal.WriteJsonOutcome(SnapshotRowJson.From(snapshot), ToolJson.Readable.SnapshotRowJson);
            else
                context.Terminal.WriteOutcome(snapshot.File);
            return ExitCode.Done;
        });
    }

    private static void RegisterList(CommandLineApplication command, VerbContext context, Action<ExitCode> exit)
    {
        command.Description = "Lists the snapshots of a database, newest first.";
        var target = new SnapshotTarget(command);
        var json = command.JsonFlag();
        command.Runs(exit, () =>
        {
            var (driver, connectionString, options) = target.Read(context);
            var snapshots = new SnapshotStore(options.SnapshotDirectory).List(of => driver.IsSame(of, driver.Describe(connectionString)));
            if (json.HasValue())
                context.Terminal.WriteJson([.. snapshots.Select(SnapshotRowJson.From)], ToolJson.Readable.IReadOnlyListSnapshotRowJson);
            else if (snapshots.Count == 0)
                context.Terminal.WriteLine($"no snapshot of {driver.Describe(connectionString)} in {Path.GetFullPath(options.SnapshotDirectory)}");
            foreach (var s in json.HasValue() ? [] : snapshots)
                context.Terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{s.CreatedAt:yyyy-MM-dd HH:mm:ss}Z  at {s.Version ?? "base"}  {ConsoleObserver.Size(s.Size)}  {s.Name}"));
            return Task.FromResult(ExitCode.Done);
        });
    }

    private static void RegisterRestore(CommandLineApplication command, VerbContext context, Action<ExitCode> exit)
    {
        command.Description = "Puts a database back to a snapshot; what is there now is kept as another snapshot.";
        var name = command.Argument("snapshot", "The name that 'snapshot list' shows, or a path.");
        var target = new SnapshotTarget(command);
        var other = command.Flag("--other-database", "Also where the snapshot was made of another database.");
        var confirmation = new Confirmation(command);
        var json = command.JsonFlag();
        command.Runs(exit, async () =>
        {
            if (name.Value is null)
                throw new MigrationException(Descriptors.UsageError, ExitCode.Usage, "restore needs a snapshot: 'migrationbuild snapshot restore NAME' (see 'snapshot list')");
            var (driver, connectionString, options) = target.Read(context);
            var snapshot = SnapshotStore.Find(name.Value, options.SnapshotDirectory);
            if (!other.HasValue())
                RequireSame(snapshot, driver, connectionString);
            confirmation.Require($"{driver.Describe(connectionString)} will be put back to {snapshot.CreatedAt:u} (version {snapshot.Version ?? "base"}); what was written since is lost from it.", context);
            await using var database = await target.OpenAsync(driver, connectionString, context, forRestore: true);
            var kept = await new SnapshotKeeper(database, driver.Engine, options, new ConsoleObserver(context.Terminal)).RestoreAsync(snapshot, context.CancellationToken);
            if (json.HasValue())
                context.Terminal.WriteJsonOutcome(SnapshotRowJson.From(snapshot), ToolJson.Readable.SnapshotRowJson);
            else
                context.Terminal.WriteOutcome($"{database.DisplayName} is as it was at {snapshot.CreatedAt:u} (version {snapshot.Version ?? "base"})" + (kept is null ? "" : $"; what was there is kept as {kept.Name}"));
            return ExitCode.Done;
        });
    }

    private static void RequireSame(Snapshot snapshot, IDriver driver, string connectionString)
    {
        var database = driver.Describe(connectionString);
        if (driver.IsSame(snapshot.Database, database))
            return;
        throw new MigrationException(Descriptors.SnapshotForeign, ExitCode.Refused,
            $"'{snapshot.Name}' was made of {snapshot.Database}, not of {database}; nothing was touched. "
            + "If that is meant (the database was moved, or this is to become a copy), add --other-database");
    }
}

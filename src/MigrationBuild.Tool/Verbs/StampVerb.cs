using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.Tool.Options;
using MigrationBuild.Tool.Output;

namespace MigrationBuild.Tool.Verbs;

/// <summary>`stamp`: declares the version of a database without running anything.</summary>
internal sealed class StampVerb : IVerb
{
    public void Register(CommandLineApplication app, VerbContext context, Action<ExitCode> exit) => app.Command("stamp", command =>
    {
        command.Description = "Declares that a database is at a version, without running anything: for a database that was made by other means.";
        var version = command.Argument("version", "A version, 'head' or 'base'.");
        var bundleOption = new BundleOption(command);
        var connection = new ConnectionOptions(command);
        var reason = command.Value("--reason <TEXT>", "Kept in the history.");
        var options = new RunOptions(command);
        var confirmation = new Confirmation(command);
        var json = command.JsonFlag();
        command.Runs(exit, async () =>
        {
            if (version.Value is null)
                throw new MigrationException(Descriptors.UsageError, ExitCode.Usage, "stamp needs a version: 'migrationbuild stamp VERSION'");
            var bundle = bundleOption.Read(context);
            var driver = EngineDrivers.For(bundle.Chain.Engine);
            var connectionString = connection.Read(driver, context);
            confirmation.Require($"{driver.Describe(connectionString)} will be recorded as being at {version.Value}, without any check that it is.", context);
            await using var database = await driver.OpenAsync(options.Request(driver, connectionString, context) with { Role = connection.Role }, context.CancellationToken);
            var deployer = new Deployer(database, bundle, options.Make(driver, connectionString), new ConsoleObserver(context.Terminal));
            var report = await deployer.StampAsync(version.Value, reason.Value(), context.CancellationToken);
            return RunOutput.Write(report, database.DisplayName, json.HasValue(), context.Terminal);
        });
    });
}

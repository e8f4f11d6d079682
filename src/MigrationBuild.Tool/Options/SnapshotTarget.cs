using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Deployment;
using MigrationBuild.Drivers;

namespace MigrationBuild.Tool.Options;

/// <summary>The options that the snapshot verbs share: which database, which folder.</summary>
internal sealed class SnapshotTarget(CommandLineApplication command)
{
    private readonly ConnectionOptions _connection = new(command);
    private readonly EngineOption _engine = new(command);
    private readonly RunOptions _run = new(command);

    public (IDriver Driver, string ConnectionString, DeploymentOptions Options) Read(VerbContext context)
    {
        var driver = EngineDrivers.For(_engine.Name);
        var connectionString = _connection.Read(driver, context);
        return (driver, connectionString, _run.Make(driver, connectionString));
    }

    public Task<IDatabase> OpenAsync(IDriver driver, string connectionString, VerbContext context, bool forRestore = false) =>
        driver.OpenAsync(_run.Request(driver, connectionString, context, forRestore: forRestore) with { Role = _connection.Role }, context.CancellationToken);
}

using System.Text;
using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.Tool.Options;

namespace MigrationBuild.Tool.Verbs;

/// <summary>`script`: the SQL that would run, history rows included, for people who run it by hand.</summary>
internal sealed class ScriptVerb : IVerb
{
    public void Register(CommandLineApplication app, VerbContext context, Action<ExitCode> exit) => app.Command("script", command =>
    {
        command.Description = "Writes the SQL that would run, history rows included; without a connection, for an empty database.";
        var bundle = new BundleOption(command);
        var connection = new ConnectionOptions(command);
        var lockTimeout = new LockTimeoutOption(command);
        var to = command.Value("-t|--to <VERSION>", "The target: a version, 'head', 'base', '+2', '-1' (default: head).");
        var output = command.Value("-o|--output <FILE>", "Where to write it (default: stdout).");
        command.Runs(exit, async () =>
        {
            var content = bundle.Read(context);
            var (plan, _) = await PlanReader.ReadAsync(content, connection, to.Value() ?? "head", lockTimeout.Value, context);
            var sql = PlanScript.Write(content, plan, EngineDrivers.For(content.Chain.Engine), CommandLine.ToolVersion);
            if (output.HasValue())
                WriteFile(output.Value()!, sql);
            else
                context.Terminal.WriteSql(sql.TrimEnd('\n'));
            return ExitCode.Done;
        });
    });

    private static void WriteFile(string file, string sql)
    {
        try
        {
            File.WriteAllText(file, sql, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(Descriptors.UnwritableFile, ExitCode.Failed, $"'{file}' cannot be written: {e.Message}", e);
        }
    }
}

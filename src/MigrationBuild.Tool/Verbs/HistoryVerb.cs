using System.Globalization;
using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.Tool.Options;
using MigrationBuild.Tool.Output;

namespace MigrationBuild.Tool.Verbs;

/// <summary>`history`: what was done to a database, oldest first. Needs no bundle.</summary>
internal sealed class HistoryVerb : IVerb
{
    public void Register(CommandLineApplication app, VerbContext context, Action<ExitCode> exit) => app.Command("history", command =>
    {
        command.Description = "Lists what was done to a database, oldest first.";
        var connection = new ConnectionOptions(command);
        var lockTimeout = new LockTimeoutOption(command);
        var engine = new EngineOption(command);
        var all = command.Flag("--all", "Also the journal of the runs: what each was about to do, and how it ended.");
        var json = command.JsonFlag();
        command.Runs(exit, async () =>
        {
            await using var database = await connection.OpenAsync(EngineDrivers.For(engine.Name), readOnly: true, lockTimeout.Value, context);
            var rows = (await database.ReadHistoryAsync(context.CancellationToken) ?? []).Where(row => all.HasValue() || !row.Action.IsOfRun() || row.Action == HistoryAction.Restored).ToList();
            if (json.HasValue())
                context.Terminal.WriteJson([.. rows.Select(ToJson)], ToolJson.Readable.IReadOnlyListHistoryJson);
            else
                WriteText(rows, database.DisplayName, context.Terminal);
            return ExitCode.Done;
        });
    });

    private static void WriteText(IReadOnlyList<HistoryRow> rows, string database, Terminal terminal)
    {
        if (rows.Count == 0)
            terminal.WriteLine($"{database}: nothing was applied yet");
        foreach (var row in rows)
        {
            terminal.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{row.At:yyyy-MM-dd HH:mm:ss}Z  {row.Action.ToString().ToLowerInvariant(),-9}  {row.Version} {row.Name}  {row.DurationMs} ms  by {row.By}  run {Short(row.RunId)}")
                + (row.Note is null ? "" : $"  ({row.Note})"));
        }
    }

    private static string Short(string runId) => runId.Length <= 8 ? runId : runId[..8];

    private static HistoryJson ToJson(HistoryRow row) => new(
        row.Id, row.RunId, ToolJson.Name(row.Action), row.Version, row.Name, row.At, row.By, row.DurationMs,
        row.UpHash, row.DownHash, row.ToolVersion, row.BundleDigest, row.Note);
}

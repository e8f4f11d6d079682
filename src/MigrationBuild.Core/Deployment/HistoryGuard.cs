using MigrationBuild.Diagnostics;

namespace MigrationBuild.Deployment;

/// <summary>The check before COMMIT that a step has left the history alone: without it nobody knows what is applied.</summary>
internal sealed class HistoryGuard(RunContext context, IReadOnlyList<HistoryRow> before)
{
    private const string Table = "migration_history";

    public static async Task<HistoryGuard> ReadAsync(RunContext context, CancellationToken cancellationToken) =>
        new(context, await context.Database.ReadHistoryAsync(cancellationToken) ?? []);

    /// <summary>Whether nobody but this run has added a row behind the one with this id, which was the last.</summary>
    public bool IsOwnSince(long lastId) => before.All(row => row.Id <= lastId || row.RunId == context.RunId) && (lastId == 0 || before.Any(row => row.Id == lastId));

    /// <param name="written">How many rows of steps this run has added since; those of its journal do not count.</param>
    /// <exception cref="MigrationException">MB6030.</exception>
    public async Task RequireKeptAsync(int written, CancellationToken cancellationToken)
    {
        var now = await context.Database.ReadHistoryAsync(cancellationToken) ?? [];
        var added = now.Skip(before.Count).ToList();
        if (added.Count(row => !row.Action.IsOfRun()) == written && now.Take(before.Count).SequenceEqual(before) && added.TrueForAll(row => row.RunId == context.RunId))
            return;
        var suspects = context.Plan.Steps.Where(s => s.Script.Text.Contains(Table, StringComparison.OrdinalIgnoreCase)).ToList();
        throw new MigrationException(
            new Diagnostic(Descriptors.HistoryChanged, suspects.Count == 1 ? new SourceLocation(suspects[0].Script.File) : null,
                $"a script changed the table {Table}, which belongs to the tool: without it nobody knows what is applied"
                + (suspects.Count > 0 ? $" ({string.Join(", ", suspects)} names it)" : "") + ". Take that statement out of the script"),
            ExitCode.Failed);
    }
}

using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Deployment;

/// <summary>The history rows that bring the recorded version to where a person says that the database is.</summary>
internal static class StampRows
{
    public static IReadOnlyList<HistoryRow> Make(MigrationChain chain, Position position, string target, string? reason, RunRows runRows)
    {
        if (target.StartsWith('+') || target.StartsWith('-'))
            throw new MigrationException(Descriptors.UnknownTarget, ExitCode.Usage, $"'{target}' says where from, not where: stamp needs a version, 'head' or 'base'");
        var count = Target.Resolve(target, chain, position.AppliedCount);
        var applied = position.State.Applied.Where(row => row.ParsedVersion is not null).ToDictionary(row => row.ParsedVersion!);
        var rows = new List<HistoryRow>();
        for (var i = chain.Migrations.Count - 1; i >= count; i--)
        {
            if (applied.ContainsKey(chain.Migrations[i].Version))
                rows.Add(runRows.Of(Step.Down(chain.Migrations[i]), HistoryAction.Unstamp, 0, reason));
        }
        // From the first change on all of them, so that the newest row names the version.
        var differs = false;
        for (var i = 0; i < count; i++)
        {
            differs |= applied.GetValueOrDefault(chain.Migrations[i].Version)?.UpHash != chain.Migrations[i].Up.Hash;
            if (differs)
                rows.Add(runRows.Of(Step.Up(chain.Migrations[i]), HistoryAction.Stamp, 0, reason));
        }
        // A step that died halfway is settled by the person's word, even where no version changes.
        if (rows.Count == 0 && position.State.Interrupted is { } interrupted)
            rows.Add(interrupted with { Action = HistoryAction.Abandoned, At = DateTimeOffset.UtcNow, Note = reason });
        // Without any row the next run would find no history, and refuse as before.
        if (rows.Count == 0 && position.Kind == PositionKind.NoHistory)
            rows.Add(runRows.OfBase(reason));
        return rows;
    }
}

using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Deployment;

/// <summary>Where a database stands on a bundle's chain, or why it stands nowhere on it. A pure function of the two.</summary>
public sealed record Position
{
    private Position(PositionKind kind, int appliedCount, string? current, AppliedState state, IReadOnlyList<Diagnostic> problems)
    {
        Kind = kind;
        AppliedCount = appliedCount;
        CurrentVersion = current;
        State = state;
        Problems = problems;
    }

    public PositionKind Kind { get; }

    /// <summary>How many migrations of the chain are applied, from its start.</summary>
    public int AppliedCount { get; }

    /// <summary>The newest applied version; null at the base.</summary>
    public string? CurrentVersion { get; }

    public AppliedState State { get; }

    /// <summary>Why nothing may be applied; empty where all is well.</summary>
    public IReadOnlyList<Diagnostic> Problems { get; }

    /// <param name="history">Null where there is no history table.</param>
    /// <param name="isEmpty">Whether the database holds nothing of a user.</param>
    public static Position Find(Bundle bundle, IReadOnlyList<HistoryRow>? history, bool isEmpty)
    {
        var state = AppliedState.From(history);
        // The table comes with its first row: without any of a step, somebody took them away, or copied the database without its rows.
        if (!isEmpty && !(history ?? []).Any(row => !row.Action.IsOfRun()))
            return new(PositionKind.NoHistory, 0, null, state, [HistoryMissing(bundle.Chain)]);
        var position = Find(bundle.Chain, state);
        return state.Interrupted is { } row
            ? new(PositionKind.Interrupted, position.AppliedCount, position.CurrentVersion, state, [Interrupted(row)])
            : position;
    }

    private static Position Find(MigrationChain chain, AppliedState state)
    {
        var current = state.Applied.Count == 0 ? null : state.Applied[^1].Version;
        var places = PlacesOf(state.Applied, chain);
        var unknown = state.Applied.Where((_, i) => places[i] < 0).ToList();
        if (unknown.Count > 0)
            return new(PositionKind.UnknownVersion, 0, current, state, [UnknownVersion(unknown, chain)]);
        var edited = state.Applied.Select((row, i) => (Row: row, Migration: chain.Migrations[places[i]])).Where(a => !SameScript(a.Migration, a.Row)).ToList();
        if (edited.Count > 0)
            return new(PositionKind.Tampered, 0, current, state, Edited(edited, state));
        var filled = places.ToHashSet();
        var holes = chain.Migrations.Take(places.DefaultIfEmpty(-1).Max() + 1).Where((_, i) => !filled.Contains(i)).ToList();
        if (holes.Count > 0)
            return new(PositionKind.Hole, 0, current, state, [Hole(holes, state)]);
        var kind = state.Applied.Count == chain.Migrations.Count ? PositionKind.Current : PositionKind.Pending;
        // By the chain, not by the newest row: a stamp may have filled a hole since.
        current = state.Applied.Count == 0 ? null : chain.Migrations[state.Applied.Count - 1].Version.Text;
        return new(kind, state.Applied.Count, current, state, []);
    }

    /// <summary>Where each row's migration stands on the chain; -1 where it is not on it.</summary>
    private static IReadOnlyList<int> PlacesOf(IReadOnlyList<HistoryRow> rows, MigrationChain chain)
    {
        var places = chain.Migrations.Index().ToDictionary(m => m.Item.Version, m => m.Index);
        return [.. rows.Select(row => row.ParsedVersion is { } version && places.TryGetValue(version, out var place) ? place : -1)];
    }

    private static bool SameScript(Migration migration, HistoryRow row) =>
        row.UpHash == migration.Up.Hash || migration.AcceptedUpHashes.Contains(row.UpHash);

    private static Diagnostic HistoryMissing(MigrationChain chain) => new(Descriptors.HistoryMissing, null,
        "the database holds tables but no migration history, so its version is unknown; nothing was touched. "
        + $"If it is known to be at a version, say so once with 'migrationbuild stamp VERSION' (the bundle goes up to {chain.Head?.Version})");

    private static Diagnostic Interrupted(HistoryRow row) => new(Descriptors.InterruptedStep, null,
        $"a run died at {row.At:u} while {row.Version} {row.Name} ran outside a transaction, so it is not known how far it came; nothing was touched. "
        + "'migrationbuild apply' finds out what it can and goes on, or says what to run; with --on-crash rollback it goes back to before that run");

    private static Diagnostic UnknownVersion(List<HistoryRow> unknown, MigrationChain chain) => new(Descriptors.UnknownDatabaseVersion, null,
        $"the database has {string.Join(", ", unknown.Select(u => $"{u.Version} {u.Name}"))}, which this bundle does not know "
        + $"(it goes up to {chain.Head?.ToString() ?? "base"}); nothing was touched. "
        + "Use the bundle of the release that applied it; to go back, roll back with that bundle first");

    private static IReadOnlyList<Diagnostic> Edited(List<(HistoryRow Row, Migration Migration)> edited, AppliedState state) =>
        edited.Count == state.Applied.Count && edited.Count > 1
            ? [new(Descriptors.BundleForeign, null,
                $"none of the {edited.Count} migrations applied here is the one that this bundle has under the same version: it belongs to another project; nothing was touched. "
                + "Check the bundle and the connection")]
            : [.. edited.Select(e => new Diagnostic(Descriptors.AppliedScriptDiffers, null,
                $"{e.Row.Version} was applied here on {e.Row.At:yyyy-MM-dd} from another text than {e.Migration.Up.File} in the bundle; nothing was touched. "
                + $"Put the old script back and make the change in a new migration; if both texts mean the same, 'migrationbuild lock --accept {e.Row.Version} --reason TEXT' and build again"))];

    private static Diagnostic Hole(List<Migration> holes, AppliedState state) => new(Descriptors.HistoryHole, null,
        $"the database is at {state.Applied[^1].Version}, but {string.Join(", ", holes)} before it was never applied here; nothing was touched. "
        + "Give the late migration a version after the newest one, or roll back to before it and apply again");
}

using MigrationBuild.Scripts;

namespace MigrationBuild.Deployment;

/// <summary>What the rows of a history add up to.</summary>
public sealed record AppliedState
{
    /// <summary>There is no history table: nothing was ever applied or stamped here.</summary>
    public static readonly AppliedState None = new();

    /// <summary>The row that made each version applied, in the order in which that happened.</summary>
    public IReadOnlyList<HistoryRow> Applied { get; init; } = [];

    /// <summary>Name of a repeatable script to the hash of what last ran.</summary>
    public IReadOnlyDictionary<string, string> RepeatableHashes { get; init; } = new Dictionary<string, string>();

    /// <summary>Every repeatable script that ever ran, by name and hash.</summary>
    public IReadOnlySet<(string Name, string Hash)> EverRepeated { get; init; } = new HashSet<(string, string)>();

    /// <summary>The versions whose down script ever ran.</summary>
    public IReadOnlySet<string> EverDown { get; init; } = new HashSet<string>();

    /// <summary>Those repeatable scripts that ran after the last change of the version, by name and hash of what ran last: they saw the schema as it is now.</summary>
    public IReadOnlySet<(string Name, string Hash)> RepeatedSince { get; init; } = new HashSet<(string, string)>();

    /// <summary>The `upstarted` or `downstarted` row that nothing follows: a step outside a transaction died, and its outcome is unknown.</summary>
    public HistoryRow? Interrupted { get; init; }

    /// <summary>The id of the newest row; 0 where there is none. Two reads with the same id saw the same history.</summary>
    public long LastId { get; init; }

    /// <param name="rows">Oldest first; null where there is no history table.</param>
    public static AppliedState From(IReadOnlyList<HistoryRow>? rows)
    {
        // Thousands of rows: each version knows its place, and a row that was taken back leaves it empty.
        var applied = new List<HistoryRow?>();
        var places = new Dictionary<MigrationVersion, int>();
        var repeatables = new Dictionary<string, string>(StringComparer.Ordinal);
        var everRepeated = new HashSet<(string, string)>();
        var since = new HashSet<(string Name, string Hash)>();
        var everDown = new HashSet<string>();
        HistoryRow? interrupted = null;
        foreach (var row in rows ?? [])
        {
            if (row.Action == HistoryAction.Drift || row.Action.IsOfRun())
                continue;
            if (row.Action == HistoryAction.Down)
                everDown.Add(row.Version ?? "");
            interrupted = row.Action is HistoryAction.UpStarted or HistoryAction.DownStarted ? row : null;
            if (row.Action != HistoryAction.Repeat)
                since.Clear();
            switch (row.Action)
            {
                case HistoryAction.Up or HistoryAction.Stamp:
                    TakeBack(row);
                    if (row.ParsedVersion is { } version)
                        places[version] = applied.Count;
                    applied.Add(row);
                    break;
                case HistoryAction.Down or HistoryAction.Unstamp:
                    TakeBack(row);
                    break;
                case HistoryAction.Repeat:
                    repeatables[row.Name] = row.UpHash ?? "";
                    everRepeated.Add((row.Name, row.UpHash ?? ""));
                    since.RemoveWhere(r => r.Name == row.Name);
                    since.Add((row.Name, row.UpHash ?? ""));
                    break;
            }
        }
        return new AppliedState
        {
            Applied = [.. applied.OfType<HistoryRow>()],
            RepeatableHashes = repeatables,
            EverRepeated = everRepeated,
            RepeatedSince = since,
            EverDown = everDown,
            Interrupted = interrupted,
            LastId = rows is { Count: > 0 } ? rows[^1].Id : 0,
        };

        void TakeBack(HistoryRow row)
        {
            if (row.ParsedVersion is { } version && places.Remove(version, out var place))
                applied[place] = null;
        }
    }
}

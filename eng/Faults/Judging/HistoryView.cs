namespace MigrationBuild.Eng.Faults.Judging;

/// <summary>What history rows add up to: rows of other kinds than these tell of runs, not of the database.</summary>
internal sealed record HistoryView(IReadOnlyList<string> Applied, string? Unknown)
{
    /// <summary>The newest applied version; the empty text at the base.</summary>
    public string Version => Applied.Count == 0 ? "" : Applied[^1];

    public static HistoryView Of(IReadOnlyList<HistoryEntry> rows)
    {
        var applied = new List<string>();
        string? unknown = null;
        foreach (var row in rows)
        {
            switch (row.Action)
            {
                case "up" or "stamp":
                    applied.Add(row.Version!);
                    break;
                case "down" or "unstamp":
                    applied.Remove(row.Version ?? "");
                    break;
                case "upstarted" or "downstarted":
                    unknown = row.Version;
                    continue;
            }
            if (row.Version == unknown && row.Action is "up" or "down" or "abandoned" or "stamp" or "unstamp")
                unknown = null;
        }
        return new(applied, unknown);
    }
}

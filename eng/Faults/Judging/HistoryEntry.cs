namespace MigrationBuild.Eng.Faults.Judging;

/// <summary>One row of the table `migration_history`, as read past the product.</summary>
internal sealed record HistoryEntry(string RunId, string Action, string? Version);

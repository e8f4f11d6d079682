using MigrationBuild.Scripts;

namespace MigrationBuild.Deployment;

/// <summary>What is compared to say "as before": the schema's fingerprint and the number of rows of every table.</summary>
public sealed record DatabaseState(string SchemaFingerprint, IReadOnlyDictionary<string, long> RowCounts)
{
    /// <summary>Stands for the number of rows of every table: equal where all are.</summary>
    public string RowsDigest => TextHash.Of(string.Join('\n', RowCounts.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => FormattableString.Invariant($"{t.Value} {t.Key}"))));

    /// <summary>One line a difference, for people; empty where the states are equal.</summary>
    public IReadOnlyList<string> DifferencesFrom(DatabaseState other)
    {
        var lines = new List<string>();
        if (SchemaFingerprint != other.SchemaFingerprint)
            lines.Add("the schema differs");
        foreach (var table in RowCounts.Keys.Union(other.RowCounts.Keys).Order(StringComparer.Ordinal))
        {
            var now = RowCounts.TryGetValue(table, out var n) ? n : (long?)null;
            var then = other.RowCounts.TryGetValue(table, out var t) ? t : (long?)null;
            if (now != then)
                lines.Add($"table {table}: {Rows(now)}, expected {Rows(then)}");
        }
        return lines;
    }

    private static string Rows(long? count) => count is null ? "not there" : $"{count} rows";
}

using System.Globalization;
using MigrationBuild.Drivers;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;

namespace MigrationBuild.PostgreSql.Engine;

/// <summary>Why and where a run cannot be one transaction.</summary>
internal static class TransactionParts
{
    /// <summary>As few transactions as hold the scripts; one that is too large by itself has one of its own.</summary>
    /// <param name="capacity">How many locks all sessions together can hold.</param>
    public static TransactionSplit Of(IReadOnlyList<MigrationScript> scripts, ISqlDialect dialect, long capacity)
    {
        var room = LockEstimate.Room(capacity);
        var uses = NewEnumValues.Uses(scripts, dialect);
        var sizes = new List<int>();
        var (all, inPart, size) = (0L, 0L, 0);
        for (var i = 0; i < scripts.Count; i++)
        {
            var locks = LockEstimate.Of(scripts[i].Text, dialect);
            if (size > 0 && (inPart + locks > room || uses.Contains(i)))
            {
                sizes.Add(size);
                (inPart, size) = (0, 0);
            }
            (all, inPart, size) = (all + locks, inPart + locks, size + 1);
        }
        sizes.Add(size);
        return new TransactionSplit(sizes, string.Join("; ", Reasons(scripts, uses, all, capacity)));
    }

    private static IEnumerable<string> Reasons(IReadOnlyList<MigrationScript> scripts, IReadOnlyList<int> uses, long locks, long capacity)
    {
        if (locks > LockEstimate.Room(capacity))
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"together they would hold about {locks:N0} locks, and the server has room for {capacity:N0} (max_locks_per_transaction × (max_connections + max_prepared_transactions)), of which a deployment takes up to half");
        }
        foreach (var use in uses)
            yield return $"{scripts[use].File} uses a value that a step before it adds to an enum, which works only after COMMIT";
    }
}

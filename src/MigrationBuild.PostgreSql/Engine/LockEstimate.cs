using System.Globalization;
using MigrationBuild.Drivers;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;

namespace MigrationBuild.PostgreSql.Engine;

/// <summary>
/// How many locks scripts will hold at the end of their transaction. A server has a fixed number for all sessions together
/// (postgresql.org/docs/current/runtime-config-locks.html); with none left, every other session fails too (53200).
/// </summary>
internal static class LockEstimate
{
    // The others must be able to work meanwhile.
    private const double Share = 0.5;

    // Measured on version 15: its parts (table, sequence, indexes, TOAST table with index), its types and its constraints.
    private const int LocksOfADroppedTable = 12;

    /// <summary>As few transactions as hold the scripts; one that is too large by itself has one of its own.</summary>
    /// <param name="capacity">How many locks all sessions together can hold.</param>
    public static TransactionSplit Split(IReadOnlyList<MigrationScript> scripts, ISqlDialect dialect, long capacity)
    {
        var room = (long)(capacity * Share);
        var sizes = new List<int>();
        var (all, inPart, size) = (0L, 0L, 0);
        foreach (var script in scripts)
        {
            var locks = Of(script.Text, dialect);
            if (size > 0 && inPart + locks > room)
            {
                sizes.Add(size);
                (inPart, size) = (0, 0);
            }
            (all, inPart, size) = (all + locks, inPart + locks, size + 1);
        }
        sizes.Add(size);
        return new TransactionSplit(sizes, string.Create(CultureInfo.InvariantCulture,
            $"together they would hold about {all:N0} locks, and the server has room for {capacity:N0} (max_locks_per_transaction × (max_connections + max_prepared_transactions)), of which a deployment takes up to half"));
    }

    /// <summary>Objects that the statements make, change or drop: a table locks itself, its TOAST table with index, its sequence, and an index for each key.</summary>
    public static int Of(string text, ISqlDialect dialect)
    {
        var locks = 0;
        foreach (var statement in dialect.Split(text))
        {
            var tokens = statement.Tokens;
            var isTable = tokens.Skip(1).Take(3).Any(t => t.Is(text, "TABLE"));
            locks += isTable && tokens[0].Is(text, "DROP") ? LocksOfADroppedTable * (1 + tokens.Count(t => t.In(text) is ","))
                : isTable && tokens[0].Is(text, "CREATE") ? 4
                : 2;
            locks += tokens.Count(t => t.Is(text, "PRIMARY") || t.Is(text, "UNIQUE") || t.Is(text, "REFERENCES") || t.Is(text, "EXCLUDE"));
        }
        return locks;
    }
}

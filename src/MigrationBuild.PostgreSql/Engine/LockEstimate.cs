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

    /// <summary>How many locks a deployment may hold of those that all sessions together can.</summary>
    public static long Room(long capacity) => (long)(capacity * Share);

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

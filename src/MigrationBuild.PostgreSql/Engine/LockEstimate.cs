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

    /// <summary>How many of the scripts, from the first on, fit one transaction; at least one.</summary>
    public static int CountFitting(IReadOnlyList<MigrationScript> scripts, ISqlDialect dialect, long capacity)
    {
        var locks = 0L;
        for (var i = 0; i < scripts.Count; i++)
        {
            locks += Of(scripts[i].Text, dialect);
            if (locks > capacity * Share && i > 0)
                return i;
        }
        return scripts.Count;
    }

    /// <summary>Objects that the statements make or change: a table locks itself, its TOAST table with index, its sequence, and an index for each key.</summary>
    public static int Of(string text, ISqlDialect dialect)
    {
        var locks = 0;
        foreach (var statement in dialect.Split(text))
        {
            var tokens = statement.Tokens;
            var isTable = tokens[0].Is(text, "CREATE") && tokens.Skip(1).Take(3).Any(t => t.Is(text, "TABLE"));
            locks += isTable ? 4 : 2;
            locks += tokens.Count(t => t.Is(text, "PRIMARY") || t.Is(text, "UNIQUE") || t.Is(text, "REFERENCES") || t.Is(text, "EXCLUDE"));
        }
        return locks;
    }
}

using MigrationBuild.Proofs;
using MigrationBuild.Rules;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.Compilation.Hazards;

/// <summary>What the proof saw of a script's statements, held against what the rules say that they do.</summary>
/// <param name="observations">Empty: nothing was seen.</param>
internal sealed class MeasuredEffects(CheckedScript script, IReadOnlyList<StatementObservation> observations)
{
    /// <summary>
    /// Whether the proof saw the statement without this effect on any table: a table that the script renamed is seen by its old name.
    /// Outside a transaction only new files show; a lock that an earlier statement took does not show again, so that its absence tells nothing.
    /// </summary>
    public bool Refutes(Statement statement, ClaimedEffect effect) => Find(statement) is { } seen && effect.Kind switch
    {
        EffectKind.Rewrite => seen.Rewritten.Count == 0,
        EffectKind.Scan => seen.Scanned.Count == 0 && script.Script.Transactional,
        _ => false,
    };

    /// <summary>What the proof saw, to be put behind a message; empty where it did not see the effect.</summary>
    public string Words(Statement statement, ClaimedEffect effect)
    {
        if (Find(statement) is not { } seen || !Has(seen, effect))
            return "";
        var facts = new List<string>();
        var name = TableOf(effect);
        facts.AddRange(seen.Locks.Where(l => IsSame(l.Relation, name)).Select(l => $"{l.Mode} lock"));
        if (seen.Rewritten.Any(r => IsSame(r, name)))
            facts.Add("rewritten");
        if (seen.Scanned.Any(r => IsSame(r, name)))
            facts.Add("read from end to end");
        return $" (measured on {name}: {string.Join(", ", facts)})";
    }

    private StatementObservation? Find(Statement statement)
    {
        var (line, column) = script.Lines.At(statement.Offset);
        return observations.FirstOrDefault(o => o.Line == script.Script.FirstLine + line - 1 && o.Column == column);
    }

    private static bool Has(StatementObservation seen, ClaimedEffect effect)
    {
        var name = TableOf(effect);
        return effect.Kind switch
        {
            EffectKind.Rewrite => seen.Rewritten.Any(r => IsSame(r, name)),
            EffectKind.Scan => seen.Scanned.Any(r => IsSame(r, name)),
            _ => seen.Locks.Any(l => IsSame(l.Relation, name)),
        };
    }

    private static string TableOf(ClaimedEffect effect) => effect.Table.ToString();

    // What was seen has its schema, and quotes where a name needs them; what a script says may have neither.
    private static bool IsSame(string seen, string name)
    {
        var plain = seen.Replace("\"", "", StringComparison.Ordinal);
        return plain.Equals(name, StringComparison.Ordinal) || plain.EndsWith("." + name, StringComparison.Ordinal);
    }
}

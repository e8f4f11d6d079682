using MigrationBuild.Rules;
using MigrationBuild.Rules.Replay;
using MigrationBuild.Scripts;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Compilation.Hazards;

/// <summary>Takes a schema past the statements of a script, and asks the rules about each of them on the way.</summary>
/// <param name="rules">Empty: only the schema is brought past it.</param>
internal sealed class ScriptHazards(IReadOnlyList<Rule> rules, RuleContext context, SchemaReplay replay)
{
    /// <summary>In the order of the script; of several about one action those that say the most.</summary>
    public IReadOnlyList<FoundHazard> Find() => [.. context.Statements.SelectMany(Find)];

    private List<FoundHazard> Find(Statement outer)
    {
        var found = new List<FoundHazard>();
        foreach (var statement in outer.WithNested())
        {
            foreach (var rule in rules)
                found.AddRange(rule.Check(statement, context).Where(h => !IsOverNoRows(h)).Select(h => new FoundHazard(rule, h, outer)));
            if (statement is not CodeBlock)
                replay.Apply(statement);
        }
        return found.FindAll(f => !found.Exists(f.IsCoveredBy));
    }

    // What a statement does to rows it does to none where the script has just deleted them, and nobody else is at the table then.
    private bool IsOverNoRows(Hazard hazard) =>
        hazard.Effect is { Kind: not EffectKind.Remains } effect && context.Schema.Tables.Find(effect.Table)?.EmptiedBy is { } place && context.IsOwn(place);

    /// <summary>What of a script is not understood.</summary>
    /// <param name="lineOf">Gives the line in the file.</param>
    public static IReadOnlyList<NotUnderstood> NotUnderstood(IReadOnlyList<Statement> statements, Func<int, int> lineOf) =>
        [.. statements.SelectMany(s => s.WithNested()).SelectMany(NotUnderstood).Select(n => new NotUnderstood(lineOf(n.Offset), n.Words))];

    private static IEnumerable<(int Offset, string Words)> NotUnderstood(Statement statement) => statement switch
    {
        UnrecognizedStatement unknown => [(unknown.Offset, unknown.Words)],
        AlterTable alter => Unknown(alter.Actions),
        AlterDomain alter => Unknown(alter.Actions),
        _ => [],
    };

    private static IEnumerable<(int, string)> Unknown(IEnumerable<AlterAction> actions) =>
        actions.OfType<Sql.Model.Actions.UnrecognizedAction>().Select(a => (a.Offset, a.Words));
}

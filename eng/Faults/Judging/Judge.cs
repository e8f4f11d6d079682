using MigrationBuild.Eng.Faults.Scenarios;
using MigrationBuild.Eng.Faults.Tools;

namespace MigrationBuild.Eng.Faults.Judging;

/// <summary>The proofs P1 and P2 after a fault, and whether the tool told the truth; the whole of P3 once the command has been repeated.</summary>
internal sealed class Judge(Scenario scenario, References references)
{
    public IEnumerable<string> AfterFault(Observation now, ToolRun run)
    {
        if (scenario.IsDamaged && (now.Damage is not null || now.IsSameAs(Observation.Nothing)))
            return run.ExitCode == 0 ? ["P0: the tool says that it is done, and the database is still damaged"] : [];
        return InOrder(now).Concat(Allowed(now)).Concat(Truth(now, run));
    }

    public IEnumerable<string> AfterRepetition(Observation now)
    {
        foreach (var problem in InOrder(now))
            yield return "after the repetition, " + problem;
        if (now.View.Unknown is { } unknown)
            yield return $"P3: after the repetition {unknown} is still unknown";
        if (now.View.Version != scenario.To)
            yield return $"P3: after the repetition the database is at '{now.View.Version}', not at '{scenario.To}'";
    }

    // P1 and P2: history, effects and state are those of one version.
    private IEnumerable<string> InOrder(Observation now)
    {
        var view = now.View;
        if (now.Damage is not null)
            yield return $"P2: the database is damaged: {now.Damage}";
        if (!view.Applied.SequenceEqual(references.UpTo(view.Version)))
            yield return $"P1: the history applies [{string.Join(' ', view.Applied)}], which is not the chain up to {view.Version}";
        var states = view.Unknown is null ? [view.Version] : references.Around(view.Version);
        var expected = states.Select(v => references.Of(scenario.Line, v)).OfType<Observation>().ToList();
        var comparable = view.Unknown is null ? now : now with { InvalidIndexes = [] };
        if (view.Unknown is null && !now.Ran.SequenceEqual(references.Of(scenario.Line, view.Version)?.Ran ?? []))
            yield return $"P1: the history is at '{view.Version}', and the steps that took effect are [{string.Join(' ', now.Ran)}]";
        if (!expected.Any(comparable.IsSameAs))
            yield return $"P2: the database is not what it is at '{view.Version}': {now.Describe()}; expected {string.Join(" or ", expected.Select(e => e.Describe()))}";
        if (view.Unknown is not null && !scenario.HasStepOutside)
            yield return $"P1: {view.Unknown} is unknown, and no step ran outside a transaction";
    }

    private IEnumerable<string> Allowed(Observation now)
    {
        var at = now.View.Version;
        var low = string.CompareOrdinal(scenario.From, scenario.To) <= 0 ? scenario.From : scenario.To;
        var high = low == scenario.From ? scenario.To : scenario.From;
        var isAllowed = scenario.Outcome switch
        {
            Outcome.Unchanged => at == scenario.From,
            // Where it must fail, the command's own end is where it began.
            Outcome.AllOrNothing => at == scenario.From || (at == scenario.To && !scenario.MustFail),
            _ => string.CompareOrdinal(at, low) >= 0 && string.CompareOrdinal(at, high) <= 0,
        };
        if (!isAllowed)
            yield return $"P2: the database is at '{at}', which is neither before nor after";
    }

    private IEnumerable<string> Truth(Observation now, ToolRun run)
    {
        var at = now.View.Version;
        switch (run.ExitCode)
        {
            case 0 when scenario.MustFail || at != scenario.To || now.View.Unknown is not null:
                yield return $"P0: the tool says that it is done, and the database is at '{at}'";
                break;
            case 1 or 4 or 5 when at != scenario.From || now.View.Unknown is not null:
                yield return $"P0: the tool says (exit code {run.ExitCode}) that nothing was changed or everything taken back, and the database is at '{at}'{(now.View.Unknown is null ? "" : " with a step unknown")}";
                break;
            case 2 or 3:
                yield return $"P0: exit code {run.ExitCode} makes no sense here";
                break;
        }
    }
}

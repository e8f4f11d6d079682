using System.Collections.Immutable;
using MigrationBuild.Chains;
using MigrationBuild.Scripts;

namespace MigrationBuild.Deployment.Drift;

/// <summary>Where a database is on a chain, with what its repeatable scripts have seen: that decides which schema it should have.</summary>
public sealed record ChainPoint
{
    private ChainPoint(MigrationChain chain) => Chain = chain;

    public MigrationChain Chain { get; }

    /// <summary>How many migrations are applied.</summary>
    public int Count { get; private init; }

    /// <summary>No repeatable script ever ran: none has left anything.</summary>
    public bool NeverRepeated { get; private init; }

    /// <summary>All repeatable scripts ran at the head of the chain, and never one with another text: they have left what the build saw.</summary>
    public bool RepeatedAtHead => Count == Chain.Migrations.Count && !RepeatedOtherText && Chain.Repeatables.All(r => Since.Contains(r.Name));

    /// <summary>Migrations whose down script ever ran, by their place in the chain.</summary>
    public ImmutableHashSet<int> WentDown { get; private init; } = [];

    private bool RepeatedOtherText { get; init; }

    private ImmutableHashSet<string> Since { get; init; } = [];

    public static ChainPoint Of(MigrationChain chain, Position position)
    {
        var known = chain.Repeatables.Select(r => (r.Name, r.Script.Hash)).ToHashSet();
        var state = position.State;
        return new ChainPoint(chain)
        {
            Count = position.AppliedCount,
            NeverRepeated = state.EverRepeated.Count == 0,
            WentDown = [.. state.EverDown.Select(v => MigrationVersion.TryParse(v) is { } version ? chain.IndexOf(version) : -1).Where(i => i >= 0)],
            RepeatedOtherText = !state.EverRepeated.IsSubsetOf(known),
            Since = [.. state.RepeatedSince.Where(known.Contains).Select(r => r.Name)],
        };
    }

    /// <param name="step">Of the chain, and the next one from here.</param>
    public ChainPoint After(Step step)
    {
        if (step.Repeatable is { } repeatable)
            return this with { NeverRepeated = false, Since = Since.Add(repeatable.Name) };
        var place = Chain.IndexOf(step.Migration!.Version);
        return step.Direction == Direction.Up
            ? this with { Count = place + 1, Since = [] }
            : this with { Count = place, Since = [], WentDown = WentDown.Add(place) };
    }
}

using System.Collections.Concurrent;
using MigrationBuild.Eng.Faults.Chains;

namespace MigrationBuild.Eng.Faults.Judging;

/// <summary>What a database holds at each version, seen in runs that nothing disturbed.</summary>
internal sealed class References(IReadOnlyList<string> versions)
{
    private readonly ConcurrentDictionary<(string Line, string Version), Observation> _states = [];

    public void Add(string line, string version, Observation state, Chain chain)
    {
        var rows = chain.Steps.Where(s => s.LeavesRow && string.CompareOrdinal(s.Version, version) <= 0).Select(s => s.Version);
        if (state.Damage is not null || !state.Ran.SequenceEqual(rows) || state.View.Version != version)
            throw new InvalidOperationException($"{line} {version} is not what it must be when nothing disturbs it: {state.Describe()}");
        if (_states.TryGetValue((line, version), out var known) && !known.IsSameAs(state))
            throw new InvalidOperationException($"{line} {version} is not what it was elsewhere: {state.Describe()}, not {known.Describe()}");
        _states[(line, version)] = state;
    }

    public Observation? Of(string line, string version) => _states.GetValueOrDefault((line, version));

    /// <summary>Any state of a line.</summary>
    public bool Knows(Observation state) => _states.Values.Any(state.IsSameAs);

    /// <summary>The versions up to and with one; none for the base.</summary>
    public IReadOnlyList<string> UpTo(string version) => [.. versions.Where(v => string.CompareOrdinal(v, version) <= 0)];

    /// <summary>The version itself and the one before and after it.</summary>
    public IEnumerable<string> Around(string version)
    {
        string[] all = ["", .. versions];
        var at = Array.IndexOf(all, version);
        return all.Where((_, i) => Math.Abs(i - at) <= 1);
    }
}

using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Scripts;
using MigrationBuild.Scripts.Invariants;

namespace MigrationBuild.Deployment.Gates;

/// <summary>Holds a run to leave no new damage that the engine itself knows of: indexes that are not valid, constraints that nobody checked.</summary>
public sealed class DamageGuard
{
    private readonly IDatabase _database;
    private readonly IReadOnlyList<Damage> _before;

    private DamageGuard(IDatabase database, IReadOnlyList<Damage> before)
    {
        _database = database;
        _before = before;
    }

    /// <summary>Before the first step. Reads the engine's catalog only, no rows.</summary>
    public static async Task<DamageGuard> ReadAsync(IDatabase database, CancellationToken cancellationToken) =>
        new(database, await database.FindDamageAsync(readRows: false, cancellationToken));

    /// <summary>After the last step, while it can still be taken back.</summary>
    /// <param name="scripts">Those that ran: one that states how many constraints are not validated knows what it does, and there is no warning.</param>
    /// <param name="warn">Told of what is normal for a while (MB6036).</param>
    /// <exception cref="MigrationException">MB6035: the run has left an index that is not valid.</exception>
    public async Task RequireNoNewAsync(IEnumerable<MigrationScript> scripts, Action<Diagnostic> warn, CancellationToken cancellationToken)
    {
        var added = NewLines.Of(_before, await _database.FindDamageAsync(readRows: false, cancellationToken)).ToLookup(d => d.Kind, d => d.What);
        List<string> invalid = [.. added[DamageKind.InvalidIndex]];
        if (invalid.Count > 0)
        {
            throw new MigrationException(Descriptors.InvalidIndex, ExitCode.Failed,
                $"after the steps there are indexes that are not valid: {NewLines.Shown(invalid)}. Drop each, remove what kept it from being built, and build it again in a script of its own");
        }
        List<string> unfinished = [.. added[DamageKind.UnvalidatedConstraint], .. added[DamageKind.UnfinishedIndex]];
        if (unfinished.Count > 0 && !scripts.Any(StatesUnvalidated))
            warn(new Diagnostic(Descriptors.Unfinished, null, $"the run has left what is not finished: {NewLines.Shown(unfinished)}. A later migration has to finish it (VALIDATE CONSTRAINT, ATTACH PARTITION)"));
    }

    private static bool StatesUnvalidated(MigrationScript script) =>
        script.Expectations.Any(e => Invariant.Parse(e.Query, out _) is { Kind: InvariantKind.Unvalidated or InvariantKind.InvalidIndexes });
}

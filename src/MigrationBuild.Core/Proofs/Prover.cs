using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Schemas;

namespace MigrationBuild.Proofs;

/// <summary>
/// Tries a chain on a scratch database, migration by migration: up, down, up again, over rows, comparing schema and rows. What was proven
/// before, by the same scripts on the same engine, is taken from the cache; a new migration then costs one step.
/// </summary>
/// <param name="display">A script's path, relative to the project, as messages show it.</param>
public sealed class Prover(IScratchDriver driver, ProofOptions options, Func<string, string> display, DiagnosticBag bag)
{
    private readonly ProofCache _cache = new(options.CacheDirectory);
    private readonly List<CachedProof> _proven = [];
    private string? _stopped;
    private string? _engineVersion;

    /// <summary>Null where there was no scratch database to try it on, or nothing to try; findings are in the bag.</summary>
    public async Task<ChainProof?> ProveAsync(MigrationChain chain, CancellationToken cancellationToken)
    {
        if (options.Mode == ProofMode.Off || chain.Migrations.Count == 0)
            return null;
        try
        {
            _engineVersion = await driver.DescribeAsync(options.ScratchConnection, cancellationToken).ConfigureAwait(false);
            var keys = ProofKeys.Of(chain, options, _engineVersion);
            _proven.AddRange(keys.Select(_cache.Find).TakeWhile(p => p is not null).OfType<CachedProof>());
            if (_proven.Count < keys.Count)
                await TryRestAsync(chain, keys, cancellationToken).ConfigureAwait(false);
        }
        catch (ScratchUnavailableException e)
        {
            ReportUnavailable(e.Message);
            return null;
        }
        Report(chain);
        return new ChainProof
        {
            EngineVersion = _engineVersion,
            ComparesColumnOrder = options.ComparesColumnOrder,
            Migrations = [.. _proven.Take(chain.Migrations.Count).Select(p => p.Proof)],
            Repeatables = _proven[^1].Proof.Change,
        };
    }

    private async Task TryRestAsync(MigrationChain chain, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var known = Math.Min(_proven.Count, chain.Migrations.Count);
        _stopped = _proven.LastOrDefault()?.Stopped;
        if (_stopped is null)
        {
            var (database, from) = await StartAsync(keys, known, cancellationToken).ConfigureAwait(false);
            var world = new ScratchWorld(database, options.ComparesColumnOrder);
            await using (world.ConfigureAwait(false))
            {
                await world.ReadAsync(null, cancellationToken).ConfigureAwait(false);
                var filler = new RowFiller(world);
                if (from > 0)
                    filler.Resume(_proven[from - 1]);
                await TryFromAsync(chain, keys, from, new MigrationTrial(world, filler, new UnfilledChain(chain, options.Seeds, CreateAsync), options.Seeds), world, cancellationToken).ConfigureAwait(false);
            }
        }
        for (var i = _proven.Count; i < keys.Count; i++)
            Keep(keys[i], NotReached(i < chain.Migrations.Count ? chain.Migrations[i] : null));
    }

    private async Task TryFromAsync(
        MigrationChain chain, IReadOnlyList<string> keys, int from, MigrationTrial trial, ScratchWorld world, CancellationToken cancellationToken)
    {
        var known = Math.Min(_proven.Count, chain.Migrations.Count);
        for (var i = from; i < known; i++)
            await trial.AdvanceAsync(chain.Migrations[i], cancellationToken).ConfigureAwait(false);
        for (var i = known; i < chain.Migrations.Count && _stopped is null; i++)
        {
            Keep(keys[i], await trial.ProveAsync(chain.Migrations[i], cancellationToken).ConfigureAwait(false));
            _stopped = _proven[^1].Stopped;
        }
        if (_stopped is not null)
            return;
        if (known < chain.Migrations.Count)
            await _cache.KeepStateAsync(keys[chain.Migrations.Count - 1], file => world.Database.SaveAsync(file, cancellationToken)).ConfigureAwait(false);
        Keep(keys[^1], await RepeatAsync(chain, world, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>A scratch database at the newest of the known states that was kept, or an empty one.</summary>
    private async Task<(IScratchDatabase Database, int From)> StartAsync(IReadOnlyList<string> keys, int known, CancellationToken cancellationToken)
    {
        for (var count = known; count > 0; count--)
        {
            if (_cache.FindState(keys[count - 1]) is not { } state)
                continue;
            try
            {
                return (await driver.CreateAsync(options.ScratchConnection, state, cancellationToken).ConfigureAwait(false), count);
            }
            catch (ScratchUnavailableException)
            {
                break; // what was kept is of no use any more; all steps again lead to the same place
            }
        }
        return (await CreateAsync(cancellationToken).ConfigureAwait(false), 0);
    }

    private Task<IScratchDatabase> CreateAsync(CancellationToken cancellationToken) => driver.CreateAsync(options.ScratchConnection, null, cancellationToken);

    private static async Task<CachedProof> RepeatAsync(MigrationChain chain, ScratchWorld world, CancellationToken cancellationToken)
    {
        var before = world.Schema;
        var findings = new ProofFindings(chain.Head!);
        string? stopped = null;
        foreach (var repeatable in chain.Repeatables)
        {
            try
            {
                await StepTrial.CommitAsync(world.Database, repeatable.Script, cancellationToken, isWatched: false).ConfigureAwait(false);
            }
            catch (ScriptException e)
            {
                stopped = $"{repeatable.Name}: {e.Message}";
                if (!world.Database.IsMissingHere(e))
                    findings.RepeatableFails(repeatable, e);
                break;
            }
        }
        var after = stopped is null ? SchemaEquivalence.WithoutMoments(await world.Session.ReadSchemaAsync(cancellationToken).ConfigureAwait(false)) : null;
        return new CachedProof
        {
            Proof = new MigrationProof
            {
                Version = "",
                Verdict = Verdict.Unproven,
                Change = after is null ? null : SchemaChange.Between(before, after),
            },
            Findings = findings.All,
            Stopped = stopped,
        };
    }

    private CachedProof NotReached(Migration? migration) => new()
    {
        Proof = new MigrationProof { Version = migration?.Version.Text ?? "", Verdict = Verdict.Unproven, Details = [$"not reached: {_stopped}"] },
        Stopped = _stopped,
    };

    // What stops the proof is looked at again by every build: a machine may get what it lacked.
    private void Keep(string key, CachedProof proof)
    {
        _proven.Add(proof);
        if (proof.Stopped is null)
            _cache.Keep(key, proof);
    }

    private void Report(MigrationChain chain)
    {
        var byCode = Descriptors.All.ToDictionary(d => d.Code, StringComparer.Ordinal);
        foreach (var finding in _proven.SelectMany(p => p.Findings))
        {
            var location = finding.File is null ? null : new SourceLocation(display(finding.File), finding.Line, finding.Column);
            if (finding.AllowedReason is { } reason)
                bag.AddAllowed(byCode[finding.Code], location, finding.Message, reason);
            else
                bag.Add(byCode[finding.Code], location, finding.Message);
        }
        var stop = _proven.FindIndex(p => p.Stopped is not null);
        if (stop < 0 || _proven[stop].Findings.Any(f => f.AllowedReason is null))
            return;
        var unproven = chain.Migrations.Count - stop;
        ReportUnavailable($"{unproven} of {chain.Migrations.Count} migrations could not be tried: {_proven[stop].Stopped}");
    }

    private void ReportUnavailable(string why) => ReportUnavailable(options.Mode, why, bag);

    /// <summary>Says that there is no proof: an error where the project requires one (MB4002), else a line of information (MB4001).</summary>
    internal static void ReportUnavailable(ProofMode mode, string why, DiagnosticBag bag)
    {
        if (mode == ProofMode.Required)
            bag.Add(Descriptors.ProofImpossible, null, $"MigrationProof is 'required', but {why}");
        else
            bag.Add(Descriptors.ProofSkipped, null, $"the down scripts were not proven: {why}");
    }
}

using MigrationBuild.Bundles;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;

namespace MigrationBuild.Deployment.Drift;

/// <summary>
/// Holds a run to the schema that the build saw on its scratch database: before the first step, and after steps, in their transaction. What
/// differed before and was accepted is left out afterwards. Where the build saw nothing, nothing is compared.
/// </summary>
public sealed class SchemaGuard(IDatabase database, Bundle bundle, Position position, Action<Diagnostic> warn)
{
    /// <summary>
    /// In a longer run the schema is compared once, at its end: reading it with 1,000 tables takes 15 ms on SQLite and 40 ms on PostgreSQL, and
    /// 1,000 such steps take 0.4 s and 2.5 s. A transaction loses nothing by being found wrong at its end.
    /// </summary>
    private const int MostStepsComparedEach = 20;

    private readonly HashSet<(string Kind, string Name)> _known = [];
    private readonly List<Step> _done = [];
    private SchemaDrift? _accepted;
    private ChainPoint _point = ChainPoint.Of(bundle.Chain, position);

    /// <summary>What differs now; null where the build did not come so far.</summary>
    public async Task<SchemaDrift?> FindAsync(CancellationToken cancellationToken) =>
        bundle.Proof is { } proof && ExpectedSchema.At(_point, proof, database.EngineVersion) is { } expected
            ? await SchemaDrift.FindAsync(database, expected, proof.ComparesColumnOrder, _known, cancellationToken)
            : null;

    /// <summary>Before the first step.</summary>
    /// <param name="acceptedBecause">A person's reason to go on where the schema differs; null: it is refused.</param>
    /// <exception cref="MigrationException">MB6033: somebody changed the schema; nothing was touched.</exception>
    public async Task RequireExpectedAsync(string? acceptedBecause, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { IsNone: false } drift)
            return;
        if (acceptedBecause is not null)
            _accepted = drift;
        else if (drift.WhyUncertain is not null)
            warn(Describe(drift));
        else
        {
            throw new MigrationException(Descriptors.SchemaDrifted, ExitCode.Refused,
                $"{Differs(drift)}. Nothing was touched. Undo the change by hand, or bring it into the chain as a migration; to go on with the schema as it is: --accept-drift REASON. All of it: 'migrationbuild verify'");
        }
        _known.UnionWith(drift.Objects);
    }

    /// <summary>After a step, before it is committed.</summary>
    /// <param name="count">How many steps the run has.</param>
    /// <exception cref="MigrationException">MB6034: the schema is not the one that the build saw after it.</exception>
    public async Task RequireExpectedAfterAsync(Step step, int count, CancellationToken cancellationToken)
    {
        _point = _point.After(step);
        _done.Add(step);
        var isLast = _done.Count == count;
        // What one repeatable script leaves is known only together with what the others do.
        var isDue = isLast || (step.Repeatable is null && (count <= MostStepsComparedEach || !step.Script.Transactional));
        if (!isDue || await FindAsync(cancellationToken) is not { IsNone: false } drift)
            return;
        if (drift.WhyUncertain is null)
            throw Unexpected(drift, count <= MostStepsComparedEach ? step : LastThatChanged(drift));
        warn(Describe(drift));
        _known.UnionWith(drift.Objects);
    }

    /// <summary>Whether the schema is, without doubt, the one that the build saw after the step that would come next. Nothing is taken note of.</summary>
    public async Task<bool> IsAsAfterAsync(Step step)
    {
        if (step.Repeatable is not null || bundle.Proof is not { } proof || ExpectedSchema.At(_point.After(step), proof, database.EngineVersion) is not { } expected)
            return false;
        var drift = await SchemaDrift.FindAsync(database, expected, proof.ComparesColumnOrder, _known, CancellationToken.None);
        return drift.IsNone && expected.WhyUncertain is null;
    }

    /// <summary>What a person let pass, the first time that it is asked for; else null.</summary>
    public SchemaDrift? TakeAccepted() => Interlocked.Exchange(ref _accepted, null);

    /// <summary>As a finding, for who only looks.</summary>
    public Diagnostic Describe(SchemaDrift drift) => drift.WhyUncertain is null
        ? new(Descriptors.SchemaDrifted, null, Differs(drift))
        : new(Descriptors.SchemaDrifted, null, $"{Differs(drift)}. This stops nothing, because {drift.WhyUncertain}") { Severity = DiagnosticSeverity.Warning };

    private static MigrationException Unexpected(SchemaDrift drift, Step step) => new(
        new Diagnostic(Descriptors.UnexpectedSchema, new SourceLocation(step.Script.File),
            $"after {step} the schema is not the one that the build saw: {drift.Facts}"),
        ExitCode.Failed);

    /// <summary>Of the steps so far the last in which the build saw a change of what differs.</summary>
    private Step LastThatChanged(SchemaDrift drift)
    {
        var changes = bundle.Proof!.Migrations.ToDictionary(m => m.Version, m => m.Change, StringComparer.Ordinal);
        return _done.LastOrDefault(s => s.Version is { } version && changes[version] is { } change
            && change.Removed.Concat(change.Set).Any(o => drift.Objects.Contains((o.Kind, o.Name)))) ?? _done[^1];
    }

    private string Differs(SchemaDrift drift) =>
        $"the schema is not the one that the bundle expects at {(_point.Count == 0 ? "base" : bundle.Chain.Migrations[_point.Count - 1].Version.Text)}: {drift.Facts}";
}

using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Deployment.Drift;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;

namespace MigrationBuild.Deployment.Gates;

/// <summary>
/// Whether a database is what the bundle says: history, schema, verify scripts, damage. Expectations (`-- migrate:expect`) are no part of it: they
/// say what a step does to the rows of its day, and a count of then is no promise of now.
/// </summary>
public sealed record Verification
{
    public required Position Position { get; init; }

    /// <summary>Null where the build did not come so far, or the history does not fit.</summary>
    public SchemaDrift? Drift { get; init; }

    /// <summary>Of the applied migrations that have one, oldest first.</summary>
    public IReadOnlyList<VerifyScriptResult> Scripts { get; init; } = [];

    public IReadOnlyList<Damage> Damage { get; init; } = [];

    /// <summary>Errors and warnings, in the order in which they were looked for.</summary>
    public IReadOnlyList<Diagnostic> Findings { get; init; } = [];

    public bool HasFittingHistory => Position.Problems.Count == 0;

    public ExitCode ExitCode => Position.Kind == PositionKind.Interrupted ? ExitCode.NeedsPerson
        : Findings.Any(f => f.Severity == DiagnosticSeverity.Error) ? ExitCode.Refused
        : ExitCode.Done;

    /// <summary>Leaves the database as it was, and takes no deployment lock. A database whose history does not fit is looked at no further.</summary>
    public static async Task<Verification> RunAsync(IDatabase database, Bundle bundle, Action<Diagnostic> warn, CancellationToken cancellationToken)
    {
        var position = await PositionReader.ReadAsync(database, bundle, cancellationToken);
        if (position.Problems.Count > 0)
            return new Verification { Position = position, Findings = [position.Problems[0]] };
        var guard = new SchemaGuard(database, bundle, position, warn);
        var drift = await guard.FindAsync(cancellationToken);
        var scripts = new List<VerifyScriptResult>();
        foreach (var migration in bundle.Chain.Migrations.Take(position.AppliedCount).Where(m => m.Verify is not null))
            scripts.Add(await VerifyAsync(database, migration, migration.Version.Text == position.CurrentVersion, cancellationToken));
        var damage = await database.FindDamageAsync(readRows: true, cancellationToken);
        return new Verification
        {
            Position = position,
            Drift = drift,
            Scripts = scripts,
            Damage = damage,
            Findings =
            [
                .. drift is { IsNone: false } ? [guard.Describe(drift)] : Array.Empty<Diagnostic>(),
                .. scripts.Select(s => s.Finding).OfType<Diagnostic>(),
                .. damage.Select(Describe),
            ],
        };
    }

    private static async Task<VerifyScriptResult> VerifyAsync(IDatabase database, Migration migration, bool isNewest, CancellationToken cancellationToken)
    {
        try
        {
            await database.VerifyAsync(migration.Verify!, cancellationToken);
            return new VerifyScriptResult(migration, null);
        }
        catch (ScriptException e)
        {
            var overtaken = isNewest ? "" : ". It may have been overtaken by a later migration";
            var finding = new Diagnostic(Descriptors.VerifyFails, new SourceLocation(migration.Verify!.File, e.Line, e.Column), $"the verify script of {migration} does not pass any more: {e.Message}{overtaken}");
            return new VerifyScriptResult(migration, isNewest ? finding : finding with { Severity = DiagnosticSeverity.Warning });
        }
    }

    private static Diagnostic Describe(Damage damage) => damage.Kind switch
    {
        DamageKind.InvalidIndex => new(Descriptors.DamageFound, null, $"{damage.What} is not valid: drop it and build it again (REINDEX)"),
        DamageKind.UnfinishedIndex => new(Descriptors.Unfinished, null, $"{damage.What} waits for those of its partitions (ATTACH PARTITION)"),
        DamageKind.UnvalidatedConstraint => new(Descriptors.Unfinished, null, $"{damage.What} is not validated: older rows may break it (VALIDATE CONSTRAINT)"),
        _ => new(Descriptors.DamageFound, null, $"{damage.What}: delete or change the rows that refer"),
    };
}

using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;
using MigrationBuild.Diagnostics.Severities;
using MigrationBuild.Proofs;
using MigrationBuild.Rules;
using MigrationBuild.Scripts;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.Compilation.Hazards;

/// <summary>What the rules found in a chain, before anybody is told.</summary>
/// <param name="line">Null: nothing was looked into.</param>
internal sealed class HazardFindings(MigrationChain chain, IReadOnlyList<CheckedScript> scripts, ReleaseLine? line, SeverityPolicy severities, DiagnosticBag bag)
{
    private static readonly DiagnosticDescriptor[] Failures = [Descriptors.UpFails, Descriptors.UpFailsOverRows, Descriptors.UpFailsOverSomeRows];

    private readonly Lazy<IReadOnlyList<Diagnostic>> _failures = new(() => [.. bag.Sorted().Where(d => Failures.Contains(d.Descriptor))]);

    /// <summary>The chain, its scripts with the statements that are not understood.</summary>
    public MigrationChain Chain { get; } = chain;

    /// <summary>Tells it, but for what a script accepts and what the proof refutes.</summary>
    /// <param name="seen">What the proof saw of a version; null where there was none.</param>
    public void Report(Func<string, SeenMigration?> seen)
    {
        var older = new List<CheckedScript>();
        foreach (var script in scripts)
        {
            var allowed = new AllowedPlaces(script.Script, script.Statements, script.Lines);
            var found = script.Found.Select(f => (Hazard: f, Allowed: allowed.Find(f.Rule.Descriptor.Code, f.Statement))).ToList();
            var left = found.Where(f => f.Allowed is null).Select(f => f.Hazard).ToList();
            if (script.IsReported)
                Report(script, found, script.Version is null ? null : seen(script.Version));
            else if (left.Count > 0)
                older.Add(script with { Found = left });
            allowed.ReportUnused(script.Display, rule => script.IsReported && severities.IsOn(rule), bag);
        }
        if (older.Count > 0)
            ReportOlder(older);
    }

    private void Report(CheckedScript script, IReadOnlyList<(FoundHazard Hazard, AllowedHazard? Allowed)> found, SeenMigration? seen)
    {
        var measured = new MeasuredEffects(script, seen?.Up ?? []);
        foreach (var (hazard, allowed) in found)
        {
            if (MessageOf(script, hazard, measured, seen) is not { } message)
                continue;
            var place = At(script, hazard.Hazard.Node.Offset);
            if (allowed is null)
                bag.Add(hazard.Rule.Descriptor, place, message);
            else
                bag.AddAllowed(hazard.Rule.Descriptor, place, message, allowed.Reason);
        }
        foreach (var unknown in script.NotUnderstood)
        {
            bag.Add(Descriptors.StatementNotUnderstood, new SourceLocation(script.Display, unknown.Line),
                $"what '{unknown.Text}' does is not known, so that no rule looked for hazards in it: look yourself");
        }
    }

    /// <summary>Null where the proof refutes it, or has told it itself.</summary>
    private string? MessageOf(CheckedScript script, FoundHazard found, MeasuredEffects measured, SeenMigration? seen) => found.Hazard.Effect switch
    {
        null => found.Hazard.Message,
        { Kind: EffectKind.Remains } => HasTriedDown(seen) ? null : found.Hazard.Message,
        { Kind: EffectKind.Failure } => HasFailed(script, found.Statement) ? null : found.Hazard.Message,
        var effect => measured.Refutes(found.Statement, effect) ? null : found.Hazard.Message + measured.Words(found.Statement, effect),
    };

    // What it saw then, it has told.
    private static bool HasTriedDown(SeenMigration? seen) =>
        seen?.Verdict is Verdict.Exact or Verdict.Lossy or Verdict.Wrong or Verdict.NotRepeatable;

    private bool HasFailed(CheckedScript script, Statement statement)
    {
        var whole = script.Statements.First(s => s.Start == statement.Offset);
        var (first, last) = (At(script, whole.Start).Line, At(script, whole.Last).Line);
        return _failures.Value.Any(d => d.Location?.File == script.Display && d.Location.Line >= first && d.Location.Line <= last);
    }

    private static SourceLocation At(CheckedScript script, int offset)
    {
        var (row, column) = script.Lines.At(offset);
        return new SourceLocation(script.Display, script.Script.FirstLine + row - 1, column);
    }

    private void ReportOlder(List<CheckedScript> older)
    {
        var newest = Chain.Migrations[line!.FirstReported - 1].Version;
        bag.Add(Descriptors.ReleasedVersionNotSet, null,
            $"{older.Sum(s => s.Found.Count)} hazards in {older.Count} scripts up to version {newest} are not shown, since those migrations are most likely in use already: "
            + $"set MigrationReleasedVersion to the newest version that a database in use has (such as {newest}); hazards are shown above it");
    }
}

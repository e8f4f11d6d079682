using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;
using MigrationBuild.Diagnostics.Severities;
using MigrationBuild.Rules;
using MigrationBuild.Rules.Replay;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.Compilation.Hazards;

/// <summary>
/// Runs the rules over a chain. What they find is told after the proof, which has seen some of it and refutes some.
/// </summary>
internal sealed class HazardCheck
{
    private readonly SourcePaths _paths;
    private readonly IStatementRecognizer _recognizer;
    private readonly ISqlDialect _dialect;
    private readonly ReleaseLine _line;
    private readonly ServerVersion _target;
    private readonly IReadOnlyList<Rule> _rules;
    private readonly ChainSchema _schema;
    private readonly List<CheckedScript> _checked = [];
    private readonly SeverityPolicy _severities;
    private readonly SyntaxFaults _faults;
    private readonly DiagnosticBag _bag;

    private HazardCheck(CompilationRequest request, SourcePaths paths, MigrationChain chain, IStatementRecognizer recognizer, DiagnosticBag bag)
    {
        _paths = paths;
        _recognizer = recognizer;
        _dialect = Dialects.For(chain.Engine)!;
        _severities = request.Severities;
        _bag = bag;
        _faults = new SyntaxFaults(paths, bag);
        _line = ReleaseLine.Of(request.ReleasedVersion, chain, bag);
        _target = Target(request.TargetVersion, chain.Engine, bag);
        _rules = [.. RuleList.For(chain.Engine, _target).Where(r => request.Severities.IsOn(r.Descriptor))];
        _schema = new ChainSchema(chain.Engine);
    }

    /// <summary>Looks into every script of the chain, and tells nothing yet but what is wrong with the settings (MB1003).</summary>
    /// <param name="recognizer">Null: nothing understands the engine's statements, and nothing is found.</param>
    public static HazardFindings Run(CompilationRequest request, SourcePaths paths, MigrationChain chain, IStatementRecognizer? recognizer, DiagnosticBag bag) =>
        recognizer is null ? new HazardFindings(chain, [], null, request.Severities, bag) : new HazardCheck(request, paths, chain, recognizer, bag).Run(chain);

    private HazardFindings Run(MigrationChain chain)
    {
        var migrations = chain.Migrations.Select(Check).ToList();
        var repeatables = chain.Repeatables.Select(r => r with { Script = Check(r.Script, migrations.Count, null, null) }).ToList();
        return new HazardFindings(chain with { Migrations = migrations, Repeatables = repeatables }, _checked, _line, _severities, _bag);
    }

    private Migration Check(Migration migration, int place)
    {
        var down = migration.Down is null ? null : _recognizer.Recognize(migration.Down.Text);
        var up = Check(migration.Up, place, migration.Version.Text, down);
        if (migration.Verify is { } verify)
            _faults.Report(verify, _recognizer.Recognize(verify.Text));
        return migration with { Up = up, Down = migration.Down is null ? null : CheckDown(migration.Down, place, migration.Version.Text, down!) };
    }

    private MigrationScript Check(MigrationScript script, int place, string? version, IReadOnlyList<Statement>? down)
    {
        var statements = _recognizer.Recognize(script.Text);
        // A script of history still makes the schema; its hazards are counted where nobody said that it is history.
        var isLookedInto = IsReported(place) || !_line.IsKnown;
        var rules = isLookedInto ? _rules : [];
        // What ran is SQL, whatever a parser says.
        if (isLookedInto)
            _faults.Report(script, statements);
        var context = new RuleContext(_recognizer.Engine, _target, script, statements, _schema, place, _line.FirstUnreleased)
        {
            Down = down,
        };
        return Keep(script, place, version, statements, new ScriptHazards(rules, context, new SchemaReplay(_schema, place)).Find());
    }

    // No rule looks into a down script: it drops what its up script made, and the proof tells whether that is right.
    private MigrationScript CheckDown(MigrationScript script, int place, string version, IReadOnlyList<Statement> statements)
    {
        _faults.Report(script, statements);
        return Keep(script, place, version, statements, []);
    }

    private MigrationScript Keep(MigrationScript script, int place, string? version, IReadOnlyList<Statement> statements, IReadOnlyList<FoundHazard> found)
    {
        var lines = new LineMap(script.Text);
        var notUnderstood = ScriptHazards.NotUnderstood(statements, offset => script.FirstLine + lines.At(offset).Line - 1);
        if (found.Count > 0 || notUnderstood.Count > 0 || script.Allowed.Count > 0)
            _checked.Add(new CheckedScript(
                _paths.DisplayStored(script.File), script, StatementPlace.Of(statements, _dialect.Tokenize(script.Text)), lines, found, notUnderstood, version, IsReported(place)));
        return notUnderstood.Count == 0 ? script : script with { NotUnderstood = notUnderstood };
    }

    private bool IsReported(int place) => place >= _line.FirstReported;

    private static ServerVersion Target(string text, string engine, DiagnosticBag bag)
    {
        var oldest = OldestServers.Of(engine);
        if (text.Length == 0)
            return oldest;
        if (ServerVersion.TryParse(text) is { } version)
            return version;
        bag.Add(Descriptors.InvalidSetting, null,
            $"MigrationTargetVersion '{text}' is no version of a server: write the oldest one that the scripts have to run on, such as {oldest}, or leave it out");
        return oldest;
    }
}

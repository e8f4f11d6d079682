using MigrationBuild.Sql;

namespace MigrationBuild.Scripts.Directives;

/// <summary>What the directives of one script, or of one section, say together.</summary>
internal sealed class ScriptHead
{
    private readonly Dictionary<DirectiveKind, Directive> _single = [];
    private readonly List<Expectation> _expectations = [];
    private readonly List<AllowedHazard> _allowed = [];

    public Directive? Revises => _single.GetValueOrDefault(DirectiveKind.Revises);

    public Directive? From => _single.GetValueOrDefault(DirectiveKind.From);

    public Directive? To => _single.GetValueOrDefault(DirectiveKind.To);

    public Directive? Irreversible => _single.GetValueOrDefault(DirectiveKind.Irreversible);

    public Directive? Engine => _single.GetValueOrDefault(DirectiveKind.Engine);

    /// <summary>The engine's usual name, or null.</summary>
    public string? EngineName => Engine is null ? null : EngineNames.Find(Engine.Value);

    /// <summary>Whether the section's marker itself says `transaction:false`.</summary>
    public bool MarkerOutsideTransaction { get; set; }

    /// <summary>False where the same was said before.</summary>
    public bool Add(Directive directive)
    {
        switch (directive.Kind)
        {
            case DirectiveKind.Allow:
                // Of one code there may be several: each belongs to the statement below it.
                var (code, reason) = DirectiveForm.SplitAllow(directive.Value);
                _allowed.Add(new AllowedHazard(code, reason, directive.Location.Line));
                return true;
            case DirectiveKind.Expect:
                var expectation = Expectation.Parse(directive.Value, directive.Location.Line)!;
                if (_expectations.Exists(e => e.Query == expectation.Query && e.Comparison == expectation.Comparison))
                    return false;
                _expectations.Add(expectation);
                return true;
            default:
                return _single.TryAdd(directive.Kind, directive);
        }
    }

    /// <summary>Text and head as one script.</summary>
    public MigrationScript ToScript(string file, int firstLine, string text) => new()
    {
        File = file,
        FirstLine = firstLine,
        Text = text,
        Hash = TextHash.Of(text),
        Transactional = !MarkerOutsideTransaction && !_single.ContainsKey(DirectiveKind.Transaction),
        Timeout = LimitOf(DirectiveKind.Timeout),
        LockTimeout = LimitOf(DirectiveKind.LockTimeout),
        Recover = _single.GetValueOrDefault(DirectiveKind.Recover)?.Value,
        Expectations = _expectations,
        Allowed = _allowed,
    };

    private TimeSpan? LimitOf(DirectiveKind kind) =>
        _single.TryGetValue(kind, out var directive) ? Limit.TryParse(directive.Value) : null;
}

namespace MigrationBuild.Rules;

/// <summary>A small migration by which a rule is shown and tested.</summary>
/// <param name="Script">The up script of the last migration, directives included.</param>
public sealed record RuleExample(string Script)
{
    /// <summary>The up scripts of the migrations before it, all released.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>Up scripts of migrations right before it that are not released.</summary>
    public IReadOnlyList<string> Unreleased { get; init; } = [];

    /// <summary>Its down script; null: there is none.</summary>
    public string? Down { get; init; }

    /// <summary>The server that the project names; empty: none.</summary>
    public string TargetVersion { get; init; } = "";

    /// <summary>The places of the findings of this rule, `line,column` in the script; empty: it finds nothing.</summary>
    public IReadOnlyList<string> At { get; init; } = [];

    /// <summary>Which of a rule's engines it is written for; null: each of them.</summary>
    public string? Engine { get; init; }

    /// <summary>One that the rule finds something in, at these places.</summary>
    public static RuleExample Triggers(string script, string at = "1,1", params string[] before) => new(script) { At = at.Split(' '), Before = before };

    /// <summary>One that the rule finds nothing in: the safe form, or one that looks like the hazard and is none.</summary>
    public static RuleExample Safe(string script, params string[] before) => new(script) { Before = before };
}

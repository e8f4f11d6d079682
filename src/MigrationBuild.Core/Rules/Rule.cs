using MigrationBuild.Diagnostics;
using MigrationBuild.Sql;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.Rules;

/// <summary>
/// One kind of hazard. A rule looks at one statement at a time and knows what the chain made before it; it has no state, and never throws.
/// The tests and the page of a rule are made from its examples.
/// </summary>
public abstract class Rule
{
    /// <summary>Code, title and severity.</summary>
    public abstract DiagnosticDescriptor Descriptor { get; }

    /// <summary>The engines that it is about, as in <see cref="EngineNames"/>; those of its code's band unless it says otherwise.</summary>
    public virtual IReadOnlyList<string> Engines => Descriptor.Code[..4] switch
    {
        "MB31" => [EngineNames.PostgreSql],
        "MB32" => [EngineNames.Sqlite],
        "MB33" => [EngineNames.SqlServer],
        _ => EngineNames.All,
    };

    /// <summary>The first server version that it is about; null: every one.</summary>
    public virtual ServerVersion? From => null;

    /// <summary>The first server version that it is not about any more; null: there is none.</summary>
    public virtual ServerVersion? Until => null;

    /// <summary>
    /// The codes that say less about the same action: they are not reported beside this one, so that an action has its most telling
    /// finding and not five.
    /// </summary>
    public virtual IReadOnlyList<string> Covers => [];

    /// <summary>Small migrations that trigger it and that do not, one of each at least.</summary>
    public abstract IReadOnlyList<RuleExample> Examples { get; }

    /// <summary>What it finds in one statement.</summary>
    /// <param name="context">With the schema as it is before the statement.</param>
    public abstract IEnumerable<Hazard> Check(Statement statement, RuleContext context);

    /// <summary>Whether it applies to an engine of this version.</summary>
    public bool AppliesTo(string engine, ServerVersion version) =>
        Engines.Contains(engine, StringComparer.Ordinal) && !(version < From) && !(version >= Until);
}

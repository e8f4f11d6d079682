using MigrationBuild.Sql.Model;

namespace MigrationBuild.Rules;

/// <summary>A rule about one kind of statement.</summary>
public abstract class StatementRule<TStatement> : Rule
    where TStatement : Statement
{
    public sealed override IEnumerable<Hazard> Check(Statement statement, RuleContext context) =>
        statement is TStatement typed ? Check(typed, context) : [];

    /// <inheritdoc cref="Check(Statement, RuleContext)"/>
    protected abstract IEnumerable<Hazard> Check(TStatement statement, RuleContext context);
}

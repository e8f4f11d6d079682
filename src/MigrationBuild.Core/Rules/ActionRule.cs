using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules;

/// <summary>A rule about one kind of action of ALTER TABLE, on a table that others use already.</summary>
public abstract class ActionRule<TAction> : Rule
    where TAction : AlterAction
{
    public sealed override IEnumerable<Hazard> Check(Statement statement, RuleContext context) =>
        statement is AlterTable table && !context.IsNew(table.Name)
            ? table.Actions.OfType<TAction>().Select(action => Check(action, table, context)).OfType<Hazard>()
            : [];

    /// <summary>What it finds in one action; null where that does no harm.</summary>
    /// <param name="context">With the schema as it is before the statement.</param>
    protected abstract Hazard? Check(TAction action, AlterTable table, RuleContext context);
}

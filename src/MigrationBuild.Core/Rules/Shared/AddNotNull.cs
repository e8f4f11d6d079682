using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Shared;

/// <summary>ADD COLUMN … NOT NULL without a default, for the engines whose rule it is.</summary>
internal abstract class AddNotNull : ActionRule<AddColumn>
{
    protected override Hazard? Check(AddColumn action, AlterTable table, RuleContext context)
    {
        var column = action.Column;
        var isNotNull = column.IsNotNull || column.Find(ConstraintKind.PrimaryKey) is not null;
        return !isNotNull || column.Default is { IsNull: false } || column.Generation != ColumnGeneration.None ? null
            : new Hazard(action, $"{table.Name}.{column.Name}",
                $"the statement fails as soon as {table.Name} holds a row, since {column.Name} has no value for it: give it a DEFAULT, or add it without NOT NULL, fill it, and demand the values in a later migration")
            {
                Effect = new(EffectKind.Failure, table.Name),
            };
    }
}

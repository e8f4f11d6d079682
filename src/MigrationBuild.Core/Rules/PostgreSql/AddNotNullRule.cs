using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>ADD COLUMN … NOT NULL without a default.</summary>
internal sealed class AddNotNullRule : ActionRule<AddColumn>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.AddNotNull;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users ADD COLUMN age integer NOT NULL;\n", "1,19", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD COLUMN age integer NOT NULL DEFAULT 0;\n", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD COLUMN age integer;\n", ExampleTables.Users),
        RuleExample.Safe("TRUNCATE users;\nALTER TABLE users ADD COLUMN age integer NOT NULL;\n", ExampleTables.Users),
        RuleExample.Safe("CREATE TABLE people (id int);\nALTER TABLE people ADD COLUMN age integer NOT NULL;\n"),
    ];

    public override IReadOnlyList<string> Covers => [Descriptors.PrimaryKeyBuilt.Code, Descriptors.UniqueBuilt.Code, Descriptors.ForeignKeyValidated.Code];

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

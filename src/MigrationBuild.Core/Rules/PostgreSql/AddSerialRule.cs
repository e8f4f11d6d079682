using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>ADD COLUMN of a serial type, or an identity.</summary>
internal sealed class AddSerialRule : ActionRule<AddColumn>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.AddSerial;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users ADD COLUMN number bigserial;\n", "1,19", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD COLUMN number bigint;\nCREATE SEQUENCE users_number OWNED BY users.number;\nALTER TABLE users ALTER COLUMN number SET DEFAULT nextval('users_number');\n", ExampleTables.Users),
        RuleExample.Triggers("ALTER TABLE users ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY;\n", "1,19", ExampleTables.Users),
    ];

    protected override Hazard? Check(AddColumn action, AlterTable table, RuleContext context) =>
        action.Column.Generation is not (ColumnGeneration.Serial or ColumnGeneration.Identity) ? null
        : new Hazard(action, $"{table.Name}.{action.Column.Name}",
            $"each row gets a number of its own, so {table.Name} and its indexes are written anew while nobody can use them: add a plain column, let a sequence be its default, and fill the rows in portions")
        {
            Effect = new(EffectKind.Rewrite, table.Name),
        };
}

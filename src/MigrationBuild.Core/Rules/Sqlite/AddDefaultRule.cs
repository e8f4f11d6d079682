using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Sqlite;

/// <summary>ADD COLUMN … DEFAULT CURRENT_TIMESTAMP, DEFAULT (…).</summary>
internal sealed class AddDefaultRule : ActionRule<AddColumn>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.SqliteAddDefault;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users ADD COLUMN joined TEXT DEFAULT CURRENT_TIMESTAMP;\n", "1,19", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD COLUMN joined TEXT;\nUPDATE users SET joined = CURRENT_TIMESTAMP WHERE joined IS NULL;\n", ExampleTables.Users),
        RuleExample.Triggers("ALTER TABLE users ADD COLUMN joined INTEGER NOT NULL DEFAULT (strftime('%s', 'now'));\n", "1,19", ExampleTables.Users),
        RuleExample.Triggers("ALTER TABLE users ADD COLUMN size INTEGER DEFAULT (1 + 1);\n", "1,19", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD COLUMN size INTEGER DEFAULT (-1);\n", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD COLUMN size INTEGER DEFAULT (CAST('1' AS INTEGER));\n", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD COLUMN state TEXT DEFAULT new COLLATE NOCASE;\n", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD COLUMN twice INTEGER AS (id * 2);\n", ExampleTables.Users),
    ];

    protected override Hazard? Check(AddColumn action, AlterTable table, RuleContext context) =>
        action.Column is not { Generation: ColumnGeneration.None, Default: { } value } || IsConstant(value) ? null
        : new Hazard(action, $"{table.Name}.{action.Column.Name}",
            $"SQLite refuses the statement as soon as {table.Name} holds a row, since {value.Text} is no constant: add {action.Column.Name} without a default and fill it by an UPDATE, or make the table anew")
        {
            Effect = new(EffectKind.Failure, table.Name),
        };

    // Without brackets there can only be a literal, a word that stands for a string, or CURRENT_TIMESTAMP and its like.
    private static bool IsConstant(SqlExpression value) =>
        value.IsNull || value.IsLiteral || (!value.Text.StartsWith('(') && value.Functions.Count == 0);
}

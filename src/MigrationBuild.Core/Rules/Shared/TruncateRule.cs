using MigrationBuild.Diagnostics;
using MigrationBuild.Sql;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Shared;

/// <summary>TRUNCATE of a table that others use.</summary>
internal sealed class TruncateRule : StatementRule<Truncate>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.Truncate;

    public override IReadOnlyList<string> Engines => [EngineNames.PostgreSql, EngineNames.SqlServer];

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("TRUNCATE TABLE users;\n", "1,1", ExampleTables.Users),
        RuleExample.Safe("DELETE FROM users WHERE fax IS NULL;\n", ExampleTables.Users),
        RuleExample.Safe("CREATE TABLE scratch (id int);\nTRUNCATE TABLE scratch;\n"),
        RuleExample.Triggers("TRUNCATE users CASCADE;\n", "1,1", ExampleTables.Users) with { Engine = EngineNames.PostgreSql },
    ];

    protected override IEnumerable<Hazard> Check(Truncate statement, RuleContext context) =>
        statement.Tables.Where(t => !context.IsNew(t)).Select(table => new Hazard(statement, table.ToString(), statement.Cascade
            ? $"all rows of {table} are gone for good, and those of every table that refers to it, which nothing here names: name the tables, or delete rows by a condition"
            : $"all rows of {table} are gone for good, and nobody can use the table meanwhile: delete the rows that have to go, by a condition and in portions"));
}

using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>Rows of a table are changed in the step that has locked it.</summary>
internal sealed class RowsUnderLockRule : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.RowsUnderLock;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users ADD COLUMN initial text;\nUPDATE users SET initial = left(name, 1) WHERE id < 10000;\n", "2,1", ExampleTables.Users),
        RuleExample.Safe("UPDATE users SET initial = left(name, 1) WHERE id < 10000;\n", ExampleTables.Users, "ALTER TABLE users ADD COLUMN initial text;\n"),
        RuleExample.Safe("CREATE TABLE drafts (id int);\nALTER TABLE drafts ADD COLUMN name text;\nUPDATE drafts SET name = '' WHERE id = 1;\n"),
    ];

    public override IEnumerable<Hazard> Check(Statement statement, RuleContext context)
    {
        var table = statement switch
        {
            UpdateRows update => update.Table,
            DeleteRows delete => delete.Table,
            MergeRows merge => merge.Table,
            _ => null,
        };
        if (table is null || !context.Script.Transactional || context.IsNew(table) || !context.Before(statement).OfType<AlterTable>().Any(a => a.Name.Equals(table)))
            yield break;
        yield return new Hazard(statement, table.ToString(),
            $"nobody can use {table} while its rows are changed, since the ALTER TABLE above holds its lock until the step ends: change the rows in a migration of its own");
    }
}

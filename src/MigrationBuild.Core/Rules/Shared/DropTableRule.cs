using MigrationBuild.Diagnostics;
using MigrationBuild.Sql;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Shared;

/// <summary>DROP TABLE of a table that others use.</summary>
internal sealed class DropTableRule : StatementRule<DropObjects>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.DropTable;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("DROP TABLE fax_numbers;\n", "1,1", "CREATE TABLE fax_numbers (number text);\n"),
        RuleExample.Safe("ALTER TABLE fax_numbers RENAME TO unused_fax_numbers;\n", "CREATE TABLE fax_numbers (number text);\n") with { Engine = EngineNames.PostgreSql },
        RuleExample.Safe("CREATE TABLE scratch (number text);\nDROP TABLE scratch;\n"),
        RuleExample.Safe("IF OBJECT_ID('tempdb..#scratch') IS NOT NULL DROP TABLE #scratch;\n") with { Engine = EngineNames.SqlServer },
        RuleExample.Safe("DROP TABLE scratch;\n", "CREATE TABLE fax_numbers (number text);\n") with { Unreleased = ["CREATE TABLE scratch (number text);\n"] },
        // A rebuild: the rows moved to the table that takes its name.
        RuleExample.Safe("CREATE TABLE new_numbers (number text NOT NULL);\nINSERT INTO new_numbers (number) SELECT number FROM fax_numbers;\nDROP TABLE fax_numbers;\nALTER TABLE new_numbers RENAME TO fax_numbers;\n",
            "CREATE TABLE fax_numbers (number text);\n") with { Engine = EngineNames.PostgreSql },
        RuleExample.Safe("CREATE TABLE new_numbers (number text NOT NULL);\nINSERT INTO new_numbers (number) SELECT number || '' FROM fax_numbers;\nDROP TABLE fax_numbers;\nALTER TABLE new_numbers RENAME TO fax_numbers;\n",
            "CREATE TABLE fax_numbers (number text);\n") with { Engine = EngineNames.Sqlite },
        RuleExample.Safe("ALTER TABLE fax_numbers RENAME TO old_numbers;\nCREATE TABLE fax_numbers (number text, country text);\nINSERT INTO fax_numbers (number) SELECT number FROM old_numbers;\nDROP TABLE old_numbers;\n",
            "CREATE TABLE fax_numbers (number text);\n") with { Engine = EngineNames.Sqlite },
        RuleExample.Triggers("CREATE TABLE new_numbers (number text NOT NULL);\nDROP TABLE fax_numbers;\nALTER TABLE new_numbers RENAME TO fax_numbers;\n", "2,1",
            "CREATE TABLE fax_numbers (number text);\n") with { Engine = EngineNames.Sqlite },
        // The rows wait in another table until there is a new one.
        RuleExample.Safe("CREATE TABLE kept (number text);\nINSERT INTO kept (number) SELECT number FROM fax_numbers;\nDROP TABLE fax_numbers;\nCREATE TABLE fax_numbers (number text NOT NULL);\nINSERT INTO fax_numbers (number) SELECT number FROM kept;\nDROP TABLE kept;\n",
            "CREATE TABLE fax_numbers (number text);\n"),
        RuleExample.Triggers("CREATE TABLE kept (number text);\nINSERT INTO kept (number) SELECT number FROM fax_numbers;\nDROP TABLE fax_numbers;\nCREATE TABLE fax_numbers (number text NOT NULL);\nDROP TABLE kept;\n", "3,1",
            "CREATE TABLE fax_numbers (number text);\n"),
    ];

    protected override IEnumerable<Hazard> Check(DropObjects statement, RuleContext context) =>
        statement.Kind is not (ObjectKind.Table or ObjectKind.ForeignTable) ? []
        : statement.Names.Where(t => !context.IsNew(t) && !IsReplaced(t, context) && !ComesBack(t, statement, context)).Select(table => new Hazard(statement, table.ToString(),
            $"{table} and its rows are gone for good, and whatever still reads it fails: rename it, let a release pass, and drop it then"));

    // The name is given to another table afterwards, or was taken from another before; without its rows it would be as good as dropped.
    private static bool IsReplaced(ObjectName table, RuleContext context) =>
        context.Statements.OfType<AlterTable>().Any(a => context.Renames(a).Any(r => r.NewName.Equals(table.Name)))
        && context.Statements.SelectMany(s => s.WithNested())
            .Any(s => s is CreateTable { IsFilled: true } || (s is InsertRows insert && insert.Sources.Any(f => f.Name.Equals(table.Name))));

    private static bool ComesBack(ObjectName table, Statement drop, RuleContext context)
    {
        var copies = context.Statements.OfType<InsertRows>().ToList();
        var kept = copies.Where(i => i.Offset < drop.Offset && i.Sources.Contains(table)).Select(i => i.Table).ToList();
        return copies.Exists(i => i.Offset > drop.Offset && i.Table.Equals(table) && i.Sources.Any(kept.Contains));
    }
}

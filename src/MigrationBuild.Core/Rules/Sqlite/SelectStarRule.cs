using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Sqlite;

/// <summary>INSERT … SELECT *: values go to columns by their order alone.</summary>
internal sealed class SelectStarRule : StatementRule<InsertRows>
{
    private const string New = "CREATE TABLE new_users (id INTEGER PRIMARY KEY, fax TEXT, name TEXT);\n";

    public override DiagnosticDescriptor Descriptor => Descriptors.SqliteSelectStar;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers($"{New}INSERT INTO new_users SELECT * FROM users;\n", "2,1", ExampleTables.Users),
        RuleExample.Safe($"{New}INSERT INTO new_users (id, fax, name) SELECT id, fax, name FROM users;\n", ExampleTables.Users),
        RuleExample.Triggers($"{New}INSERT INTO new_users (id, fax, name) SELECT users.* FROM users;\n", "2,1", ExampleTables.Users),
        RuleExample.Safe("CREATE TABLE new_users (ID INTEGER PRIMARY KEY, Name TEXT, Fax TEXT);\nINSERT INTO new_users SELECT * FROM users;\n", ExampleTables.Users),
        RuleExample.Triggers("CREATE TABLE copies (id INTEGER);\nINSERT INTO copies SELECT * FROM unknown;\n", "2,1"),
    ];

    protected override IEnumerable<Hazard> Check(InsertRows statement, RuleContext context) =>
        !statement.SelectsStar || HasSameOrder(statement, context) ? []
        : [new Hazard(statement, statement.Table.ToString(),
            $"SELECT * fills {statement.Table} in the order of its columns, whatever their names, and SQLite takes any value in any of them: name the columns on both sides")];

    private static bool HasSameOrder(InsertRows statement, RuleContext context)
    {
        if (statement.Sources is not [var source] || context.Schema.Tables.Find(source) is not { HasUnknownColumns: false } from)
            return false;
        var into = context.Schema.Tables.Find(statement.Table) is { HasUnknownColumns: false } table ? table.Columns.Select(c => c.Name) : [];
        return from.Columns.Select(c => c.Name).SequenceEqual(statement.Columns.Count > 0 ? statement.Columns : into);
    }
}

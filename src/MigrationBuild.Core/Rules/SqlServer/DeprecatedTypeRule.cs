using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.SqlServer;

/// <summary>Columns of type text, ntext or image.</summary>
internal sealed class DeprecatedTypeRule : Rule
{
    private static readonly Dictionary<string, string> Successors = new(StringComparer.Ordinal)
    {
        ["text"] = "varchar(max)",
        ["ntext"] = "nvarchar(max)",
        ["image"] = "varbinary(max)",
    };

    public override DiagnosticDescriptor Descriptor => Descriptors.SqlServerDeprecatedType;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("CREATE TABLE notes (id int, body ntext);\n", "1,29"),
        RuleExample.Safe("CREATE TABLE notes (id int, body nvarchar(max));\n"),
        RuleExample.Triggers("ALTER TABLE users ADD photo image;\n", "1,23", ExampleTables.Users),
    ];

    public override IEnumerable<Hazard> Check(Statement statement, RuleContext context) => statement switch
    {
        CreateTable { IsTemporary: false } create => create.Columns.Select(c => Of(c, create.Name)).OfType<Hazard>(),
        AlterTable alter => alter.Actions.OfType<AddColumn>().Select(a => Of(a.Column, alter.Name)).OfType<Hazard>(),
        _ => [],
    };

    private static Hazard? Of(ColumnDefinition column, ObjectName table) =>
        column.Type is not { } type || !Successors.TryGetValue(type.Name, out var successor) ? null
        : new Hazard(column, $"{table}.{column.Name}",
            $"the type {type} is to be taken out of SQL Server, and much does not work on it (comparison, DISTINCT, variables): {successor} holds the same");
}

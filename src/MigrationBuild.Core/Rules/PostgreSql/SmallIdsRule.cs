using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>Keys of four bytes or fewer, and serial types.</summary>
internal sealed class SmallIdsRule : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.SmallIds;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("CREATE TABLE visits (id serial PRIMARY KEY);\n", "1,22"),
        RuleExample.Safe("CREATE TABLE visits (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, pages integer);\n"),
        RuleExample.Triggers("CREATE TABLE visits (id bigserial PRIMARY KEY, visitor int REFERENCES users, page_id smallint);\n", "1,22 1,48 1,78", ExampleTables.Users),
        RuleExample.Triggers("CREATE TABLE visits (number integer, PRIMARY KEY (number));\n", "1,22"),
    ];

    public override IEnumerable<Hazard> Check(Statement statement, RuleContext context) =>
        from column in TypedColumn.Of(statement)
        let words = Words(column, statement)
        where words is not null
        select new Hazard(column.Node, column.Subject, words);

    private static string? Words(TypedColumn column, Statement statement) => column.Type.Name switch
    {
        "serial" or "smallserial" => $"{column.Subject} runs out of numbers at {Most(column.Type.Name)}, and no other type can be given to it while the table is used: take bigint GENERATED ALWAYS AS IDENTITY",
        "bigserial" => $"the sequence behind {column.Subject} has rights of its own, and a default that everybody may overwrite: take bigint GENERATED ALWAYS AS IDENTITY",
        "integer" or "smallint" when IsKey(column, statement) => $"{column.Subject} runs out of numbers at {Most(column.Type.Name)}, and no other type can be given to it while the table is used: take bigint",
        _ => null,
    };

    private static string Most(string type) => type.StartsWith("small", StringComparison.Ordinal) ? "32,767" : "2,147,483,647";

    private static bool IsKey(TypedColumn column, Statement statement) =>
        column.Name.Key == "id" || column.Name.Key.EndsWith("_id", StringComparison.Ordinal)
        || column.Definition?.Constraints.Any(c => c.Kind is ConstraintKind.PrimaryKey or ConstraintKind.ForeignKey) == true
        || (statement is Sql.Model.Statements.CreateTable create && create.Constraints.Any(c => c.Kind is ConstraintKind.PrimaryKey or ConstraintKind.ForeignKey && c.Columns.Contains(column.Name)));
}

using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>A table without its schema.</summary>
internal sealed class UnqualifiedRule : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.Unqualified;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("CREATE TABLE visits (id bigint);\n"),
        RuleExample.Safe("CREATE TABLE public.visits (id bigint);\n"),
        RuleExample.Triggers("ALTER TABLE users ADD COLUMN age integer;\nDROP TABLE public.a, b;\nCREATE INDEX i ON users (age);\n", "1,1 2,1 3,1", ExampleTables.Users),
        RuleExample.Safe("CREATE TEMP TABLE visits (id bigint);\nALTER TABLE visits ADD COLUMN page text;\n"),
    ];

    public override IEnumerable<Hazard> Check(Statement statement, RuleContext context) =>
        Named(statement).Where(n => n.Schema is null && context.Schema.Tables.Find(n) is not { IsTemporary: true }).Take(1).Select(name => new Hazard(statement, name.ToString(),
            $"which {name} is meant depends on the search_path of whoever runs the script: write the schema before it, such as public.{name}"));

    private static IReadOnlyList<ObjectName> Named(Statement statement) => statement switch
    {
        CreateTable { IsTemporary: false } create => [create.Name],
        AlterTable alter => [alter.Name],
        CreateIndex create => [create.Table],
        CreateView create => [create.Name],
        DropObjects { Kind: ObjectKind.Table or ObjectKind.View or ObjectKind.MaterializedView or ObjectKind.Index } drop => drop.Names,
        _ => [],
    };
}

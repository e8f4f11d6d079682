using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.SqlServer;

/// <summary>Several changes outside of the step's transaction, and no XACT_ABORT: after one that fails a batch goes on.</summary>
internal sealed class XactAbortRule : Rule
{
    private const string Two = "UPDATE users SET name = fax WHERE name = '';\nUPDATE users SET fax = NULL WHERE fax = name;\n";

    public override DiagnosticDescriptor Descriptor => Descriptors.SqlServerNoXactAbort;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers($"-- migrate:transaction none\n{Two}", "2,1", ExampleTables.Users),
        RuleExample.Safe($"-- migrate:transaction none\nSET XACT_ABORT ON;\n{Two}", ExampleTables.Users),
        RuleExample.Safe(Two, ExampleTables.Users),
        RuleExample.Safe("-- migrate:transaction none\nCREATE INDEX users_by_name ON users (id) WITH (ONLINE = ON);\n", ExampleTables.Users),
        RuleExample.Triggers("-- migrate:transaction none\nSET XACT_ABORT OFF;\nIF 1 = 1\nBEGIN\n    DELETE FROM users WHERE id = 1;\n    DELETE FROM users WHERE id = 2;\nEND\n", "5,5", ExampleTables.Users),
    ];

    public override IEnumerable<Hazard> Check(Statement statement, RuleContext context)
    {
        if (context.Script.Transactional || !IsChange(statement))
            yield break;
        var isFirst = !context.Before(statement).Any(IsChange);
        var isSet = context.Setting("xact_abort", statement)?.Value == "on";
        if (isFirst && !isSet && context.After(statement).Any(IsChange))
        {
            yield return new Hazard(statement, "XACT_ABORT",
                "where one of these statements fails, those behind it in the batch still run, and an open transaction stays open: SET XACT_ABORT ON at the head of the script");
        }
    }

    private static bool IsChange(Statement statement) => statement is not (OtherStatement or SetSetting or TransactionControl or UseDatabase or CodeBlock);
}

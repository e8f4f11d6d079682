using MigrationBuild.Diagnostics;
using MigrationBuild.Rules.Replay;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>ALTER TABLE of a table that an ALTER TABLE above has changed already.</summary>
internal sealed class SeveralAltersRule : StatementRule<AlterTable>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.SeveralAlters;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users ADD COLUMN age integer;\nALTER TABLE users ADD COLUMN town text;\n", "2,1", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users\n    ADD COLUMN age integer,\n    ADD COLUMN town text;\n", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users RENAME COLUMN fax TO telefax;\nALTER TABLE users ADD COLUMN town text;\n", ExampleTables.Users),
        RuleExample.Safe("CREATE TABLE drafts (id bigint);\nALTER TABLE drafts ADD COLUMN age integer;\nALTER TABLE drafts ADD COLUMN town text;\n"),
        RuleExample.Triggers("ALTER TABLE public.users ADD COLUMN age integer;\nALTER TABLE users ADD COLUMN town text;\n", "2,1", ExampleTables.Users),
    ];

    protected override IEnumerable<Hazard> Check(AlterTable statement, RuleContext context)
    {
        if (!MayJoin(statement) || context.IsNew(statement.Name) || !context.Before(statement).OfType<AlterTable>().Any(a => MayJoin(a) && IsSame(a.Name, statement.Name, context.Schema)))
            yield break;
        yield return new Hazard(statement, statement.Name.ToString(),
            $"{statement.Name} is gone through and locked once more: one ALTER TABLE does both, with a comma between the actions, and reads or writes the rows once");
    }

    // A rename stands alone in its statement, and so do the moves of partitions.
    private static bool MayJoin(AlterTable alter) =>
        alter.Kind == ObjectKind.Table && !alter.Actions.Any(a => a is RenameTable or RenameColumn or RenameConstraint or SetTableSchema or AttachPartition or DetachPartition or UnrecognizedAction);

    private static bool IsSame(ObjectName one, ObjectName other, ChainSchema schema) => one.Equals(other) || (schema.Tables.Find(one) is { } table && table == schema.Tables.Find(other));
}

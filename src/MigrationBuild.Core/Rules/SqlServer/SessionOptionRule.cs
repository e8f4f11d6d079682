using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.SqlServer;

/// <summary>Settings that filtered indexes, indexed views and computed columns need, switched off.</summary>
internal sealed class SessionOptionRule : StatementRule<SetSetting>
{
    private static readonly string[] Needed = ["ansi_nulls", "ansi_padding", "ansi_warnings", "arithabort", "concat_null_yields_null", "quoted_identifier"];

    public override DiagnosticDescriptor Descriptor => Descriptors.SqlServerSessionOption;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("SET QUOTED_IDENTIFIER OFF;\n"),
        RuleExample.Safe("SET QUOTED_IDENTIFIER ON;\n"),
        RuleExample.Triggers("SET NOCOUNT ON;\nSET ANSI_NULLS, ANSI_WARNINGS OFF;\n", "2,1 2,1"),
        RuleExample.Safe("SET NOCOUNT OFF;\n"),
    ];

    protected override IEnumerable<Hazard> Check(SetSetting statement, RuleContext context) =>
        statement.Value != "off" || !Needed.Contains(statement.Name.Key) ? []
        : [new Hazard(statement, statement.Name.Text,
            $"with {statement.Name.Text.ToUpperInvariant()} off, statements over tables with a filtered index, an indexed view or an indexed computed column fail, and routines keep the setting that they are made with: leave it on")];
}

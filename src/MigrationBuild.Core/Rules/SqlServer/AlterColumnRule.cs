using System.Globalization;
using MigrationBuild.Diagnostics;
using MigrationBuild.Rules.Replay;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.SqlServer;

/// <summary>ALTER COLUMN that reads or writes every row, or that forgets NOT NULL.</summary>
internal sealed class AlterColumnRule : ActionRule<AlterColumnType>
{
    private const string Table = "CREATE TABLE users (id bigint PRIMARY KEY, name nvarchar(50) NOT NULL, age int);\n";

    // Of any length up to their limit, and stored by the length of the value.
    private static readonly string[] OfAnyLength = ["varchar", "nvarchar", "varbinary"];

    public override DiagnosticDescriptor Descriptor => Descriptors.SqlServerAlterColumn;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users ALTER COLUMN age bigint NULL;\n", "1,19", Table),
        RuleExample.Safe("ALTER TABLE users ALTER COLUMN age bigint NULL WITH (ONLINE = ON);\n", Table),
        RuleExample.Safe("ALTER TABLE users ALTER COLUMN name nvarchar(100) NOT NULL;\n", Table),
        RuleExample.Safe("ALTER TABLE users ALTER COLUMN name nvarchar(50) NULL;\n", Table),
        RuleExample.Triggers("ALTER TABLE users ALTER COLUMN name nvarchar(100);\n", "1,19", Table),
        RuleExample.Triggers("ALTER TABLE users ALTER COLUMN name nvarchar(20) NOT NULL;\n", "1,19", Table),
        RuleExample.Triggers("ALTER TABLE users ALTER COLUMN age int NOT NULL;\n", "1,19", Table),
        RuleExample.Triggers("ALTER TABLE users ALTER COLUMN fax varchar(20) NULL;\n", "1,19", "SELECT 1;\n"),
        RuleExample.Safe("CREATE TABLE drafts (id int);\nALTER TABLE drafts ALTER COLUMN id bigint NOT NULL;\n"),
    ];

    protected override Hazard? Check(AlterColumnType action, AlterTable table, RuleContext context)
    {
        var name = $"{table.Name}.{action.Column}";
        var known = context.Schema.Tables.Find(table.Name)?.Column(action.Column);
        if (known is { IsNotNull: true } && action.IsNotNull is null)
        {
            return new Hazard(action, name,
                $"{name} may be NULL from now on, since the statement does not repeat its NOT NULL: write NULL or NOT NULL behind the type, whichever is meant");
        }
        if (action.IsOnline || (known is not null && IsNoWork(known, action)))
            return null;
        return new Hazard(action, name,
            $"nobody can use {table.Name} while every row of it is read, or written anew, as {action.Column}{(known?.Type is null ? "" : $" ({known.Type})")} becomes {action.Type}{(action.IsNotNull == true ? " NOT NULL" : "")}: "
            + "say WITH (ONLINE = ON) where the edition has it, or add a column of the new type, write both, fill it in portions, and drop the old one in a later release")
        {
            Effect = new(EffectKind.Rewrite, table.Name),
        };
    }

    private static bool IsNoWork(ChainColumn column, AlterColumnType action) =>
        column.Type is { } old && (column.IsNotNull || action.IsNotNull != true) && (old.ToString() == action.Type.ToString() || IsLonger(old, action.Type));

    private static bool IsLonger(SqlType old, SqlType type) =>
        old.Name == type.Name && OfAnyLength.Contains(type.Name) && Length(old) is { } before && Length(type) is { } after && after >= before;

    // Without brackets it is 1; what `max` does is not the same for all values.
    private static int? Length(SqlType type) =>
        type.Arguments is [] ? 1 : int.TryParse(type.Arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;
}

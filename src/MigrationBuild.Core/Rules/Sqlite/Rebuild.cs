using MigrationBuild.Rules.Replay;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Sqlite;

/// <summary>A table that a script makes anew, since ALTER TABLE cannot change it: another one takes its rows and its name.</summary>
/// <param name="Old">That goes.</param>
/// <param name="New">The one in its place.</param>
/// <param name="Name">That both have in the eyes of everybody else.</param>
internal sealed record Rebuild(ChainTable Old, ChainTable New, SqlName Name)
{
    /// <summary>Null where the statement does not drop a table that another one replaces.</summary>
    public static Rebuild? Of(DropObjects drop, RuleContext context)
    {
        if (drop.Kind != ObjectKind.Table || context.Schema.Tables.Find(drop.Names[0]) is not { } old)
            return null;
        foreach (var alter in context.Statements.OfType<AlterTable>().Where(a => context.Renames(a).Any(r => r.NewName.Equals(old.Name.Name))))
        {
            // Afterwards the new one gets the name; or the old one gave it up before.
            if (context.Schema.Tables.Find(alter.Name) is { } successor && successor != old)
                return new(old, successor, alter.Offset > drop.Offset ? old.Name.Name : alter.Name.Name);
        }
        return null;
    }

    /// <summary>Whether a statement at this place that names this table means the new one.</summary>
    public bool IsNew(ObjectName table, Statement statement, DropObjects drop) =>
        table.Name.Equals(New.Name.Name) || (statement.Offset > drop.Offset && table.Name.Equals(Name));
}

using MigrationBuild.Sqlite.Engine;
using MigrationBuild.Sqlite.Schemas;
using MigrationBuild.Sqlite.Scratch.Tables;
using MigrationBuild.Sqlite.Scripts;
using SQLitePCL;

namespace MigrationBuild.Sqlite.Scratch.Rows;

/// <summary>Empties all tables, with triggers and foreign keys off.</summary>
internal static class RowRemoval
{
    /// <returns>How many tables were emptied.</returns>
    public static int Run(SqliteSession session, UserObjects objects)
    {
        SessionPragmas.Reset(session, readOnly: false);
        var statements = objects.Rows.Where(row => row.Type == "table").Select(VirtualTables.EmptyingStatement).OfType<string>().ToList();
        SwitchTriggers(session, on: false);
        try
        {
            session.Execute("BEGIN IMMEDIATE");
            foreach (var statement in statements)
                session.Execute(statement);
            session.Execute("COMMIT");
        }
        finally
        {
            if (session.InTransaction)
                session.Execute("ROLLBACK");
            SwitchTriggers(session, on: true);
        }
        return statements.Count;
    }

    private static void SwitchTriggers(SqliteSession session, bool on) =>
        session.Check(raw.sqlite3_db_config(session.Handle, raw.SQLITE_DBCONFIG_ENABLE_TRIGGER, on ? 1 : 0, out _));
}

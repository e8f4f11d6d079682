using MigrationBuild.Drivers;
using MigrationBuild.Sqlite.Engine;
using MigrationBuild.Sqlite.Scripts;

namespace MigrationBuild.Sqlite.Scratch.Rows;

/// <summary>Runs statements as an application would that has foreign keys on: each in effect by itself, or refused.</summary>
internal static class RowTrial
{
    public static IReadOnlyList<string?> Run(SqliteSession session, IReadOnlyList<string> statements)
    {
        // What the last script left must not decide what is accepted.
        SessionPragmas.Reset(session, readOnly: false);
        session.Execute("PRAGMA foreign_keys=ON");
        try
        {
            return [.. statements.Select(statement => Try(session, statement))];
        }
        finally
        {
            session.Execute("PRAGMA foreign_keys=OFF");
        }
    }

    private static string? Try(SqliteSession session, string statement)
    {
        try
        {
            session.Execute(statement);
            return null;
        }
        catch (EngineException e)
        {
            return e.Message;
        }
    }
}

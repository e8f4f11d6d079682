using MigrationBuild.Sqlite.Engine;

namespace MigrationBuild.Sqlite.Scripts;

/// <summary>
/// The settings of a connection that a script can leave behind for the next one. Every script starts from the same:
/// the engine's own defaults (sqlite.org/pragma.html), but with foreign keys off and the safest way to commit.
/// </summary>
internal static class SessionPragmas
{
    private static readonly string[] AnyTime =
    [
        "defer_foreign_keys=OFF", "legacy_alter_table=OFF", "recursive_triggers=OFF", "ignore_check_constraints=OFF",
        "writable_schema=OFF", "case_sensitive_like=OFF", "reverse_unordered_selects=OFF", "full_column_names=OFF", "short_column_names=ON",
        "empty_result_callbacks=OFF", "count_changes=OFF", "automatic_index=ON", "cell_size_check=OFF", "trusted_schema=ON",
    ];

    // foreign_keys does nothing inside a transaction, synchronous is an error there.
    private static readonly string[] OutsideTransaction =
    [
        "foreign_keys=OFF", "synchronous=EXTRA", "locking_mode=NORMAL", "read_uncommitted=OFF",
    ];

    public static void Reset(SqliteSession session, bool readOnly)
    {
        session.Execute("PRAGMA query_only=OFF");
        if (!session.InTransaction)
            Apply(session, OutsideTransaction);
        Apply(session, AnyTime);
        DropTemporaryObjects(session);
        if (readOnly)
            session.Execute("PRAGMA query_only=ON");
    }

    // A temporary table hides the real one of the same name from every later script.
    private static void DropTemporaryObjects(SqliteSession session)
    {
        var drops = session.Rows(
            "SELECT type, name FROM sqlite_temp_master WHERE type IN ('table', 'view', 'trigger') AND substr(name, 1, 7) <> 'sqlite_' ORDER BY type DESC",
            row => $"DROP {row.Text(0)} IF EXISTS temp.{SqlText.Identifier(row.Text(1)!)}");
        foreach (var drop in drops)
            session.Execute(drop);
    }

    private static void Apply(SqliteSession session, string[] settings)
    {
        foreach (var setting in settings)
            session.Execute($"PRAGMA {setting}");
    }
}

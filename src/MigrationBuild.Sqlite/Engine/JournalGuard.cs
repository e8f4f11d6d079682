using SQLitePCL;

namespace MigrationBuild.Sqlite.Engine;

/// <summary>
/// Keeps scripts from switching the journal off, or into memory: a ROLLBACK would then damage the database, and a kill as well
/// (sqlite.org/pragma.html#pragma_journal_mode). The engine passes over such a PRAGMA.
/// </summary>
internal static class JournalGuard
{
    public static void Install(sqlite3 handle) => raw.sqlite3_set_authorizer(handle, (delegate_authorizer)Look, null);

    public static bool Forbids(string pragma, string? value) =>
        pragma.Equals("journal_mode", StringComparison.OrdinalIgnoreCase)
        && ("OFF".Equals(value, StringComparison.OrdinalIgnoreCase) || "MEMORY".Equals(value, StringComparison.OrdinalIgnoreCase));

    private static int Look(object user, int action, utf8z first, utf8z second, utf8z database, utf8z innermost) =>
        action == raw.SQLITE_PRAGMA && Forbids(first.utf8_to_string(), second.utf8_to_string()) ? raw.SQLITE_IGNORE : raw.SQLITE_OK;
}

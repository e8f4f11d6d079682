using MigrationBuild.Drivers;
using SQLitePCL;

namespace MigrationBuild.Sqlite.Engine;

/// <summary>Result codes of the engine, by their names (sqlite.org/rescode.html).</summary>
internal static class SqliteErrors
{
    public const string Busy = "SQLITE_BUSY";
    public const string NotADatabase = "SQLITE_NOTADB";
    public const string Corrupt = "SQLITE_CORRUPT";

    private static readonly string[] Primary =
    [
        "SQLITE_OK", "SQLITE_ERROR", "SQLITE_INTERNAL", "SQLITE_PERM", "SQLITE_ABORT", Busy, "SQLITE_LOCKED", "SQLITE_NOMEM",
        "SQLITE_READONLY", "SQLITE_INTERRUPT", "SQLITE_IOERR", Corrupt, "SQLITE_NOTFOUND", "SQLITE_FULL", "SQLITE_CANTOPEN",
        "SQLITE_PROTOCOL", "SQLITE_EMPTY", "SQLITE_SCHEMA", "SQLITE_TOOBIG", "SQLITE_CONSTRAINT", "SQLITE_MISMATCH", "SQLITE_MISUSE",
        "SQLITE_NOLFS", "SQLITE_AUTH", "SQLITE_FORMAT", "SQLITE_RANGE", NotADatabase,
    ];

    private static readonly string[] Constraint =
    [
        "SQLITE_CONSTRAINT_CHECK", "SQLITE_CONSTRAINT_COMMITHOOK", "SQLITE_CONSTRAINT_FOREIGNKEY", "SQLITE_CONSTRAINT_FUNCTION",
        "SQLITE_CONSTRAINT_NOTNULL", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_TRIGGER", "SQLITE_CONSTRAINT_UNIQUE",
        "SQLITE_CONSTRAINT_VTAB", "SQLITE_CONSTRAINT_ROWID", "SQLITE_CONSTRAINT_PINNED",
    ];

    /// <summary>Of an extended code the primary name, except for constraints, where the kind is what one wants to know.</summary>
    public static string NameOf(int code)
    {
        var primary = code & 0xff;
        var detail = code >> 8;
        if (primary == raw.SQLITE_CONSTRAINT && detail >= 1 && detail <= Constraint.Length)
            return Constraint[detail - 1];
        return primary < Primary.Length ? Primary[primary] : FormattableString.Invariant($"SQLITE_{code}");
    }

    public static EngineException ToException(int code, string message, TimeSpan waited) => (code & 0xff) switch
    {
        raw.SQLITE_BUSY => IsBusy(FormattableString.Invariant($"another connection is using the database ({message}); waited {waited.TotalSeconds:0.#} s")),
        raw.SQLITE_NOTADB => new EngineException("the file is not a SQLite database, or it is encrypted", NotADatabase) { Trouble = EngineTrouble.Damaged },
        raw.SQLITE_CORRUPT => IsDamaged(message),
        _ => new EngineException(message, NameOf(code)),
    };

    public static EngineException IsBusy(string message, Exception? inner = null) => new(message, Busy, inner) { Trouble = EngineTrouble.Busy };

    public static EngineException IsDamaged(string message) => new(message, Corrupt) { Trouble = EngineTrouble.Damaged };
}

using System.Text;
using SQLitePCL;

namespace MigrationBuild.Sqlite.Engine;

/// <summary>One prepared statement.</summary>
internal sealed class SqliteStatement(SqliteSession session, sqlite3_stmt handle) : IDisposable
{
    private bool _started;

    public int ColumnCount => raw.sqlite3_column_count(handle);

    public bool IsReadOnly => raw.sqlite3_stmt_readonly(handle) != 0;

    public void Bind(int index, string? value)
    {
        var result = value switch
        {
            null => raw.sqlite3_bind_null(handle, index),
            // An empty span would be bound as NULL.
            "" => raw.sqlite3_bind_text(handle, index, ""),
            // The overload for strings stops at the first NUL.
            _ => raw.sqlite3_bind_text(handle, index, Encoding.UTF8.GetBytes(value)),
        };
        session.Check(result);
    }

    public void Bind(int index, long value) => session.Check(raw.sqlite3_bind_int64(handle, index, value));

    /// <summary>Whether there is a row. Waits for other connections only before the first row: later the engine does not meet their locks.</summary>
    public bool Step()
    {
        var result = _started
            ? raw.sqlite3_step(handle)
            : session.WaitWhileBusy(() =>
            {
                var code = raw.sqlite3_step(handle);
                if ((code & 0xff) == raw.SQLITE_BUSY)
                    raw.sqlite3_reset(handle);
                return code;
            });
        _started = true;
        if (result == raw.SQLITE_ROW)
            return true;
        if (result != raw.SQLITE_DONE)
            throw session.Failure(result);
        return false;
    }

    public int TypeOf(int column) => raw.sqlite3_column_type(handle, column);

    public bool IsNull(int column) => TypeOf(column) == raw.SQLITE_NULL;

    public long Integer(int column) => raw.sqlite3_column_int64(handle, column);

    public double Real(int column) => raw.sqlite3_column_double(handle, column);

    public string? Text(int column) => IsNull(column) ? null : Encoding.UTF8.GetString(Bytes(column));

    /// <summary>A blob as it is; any other value as UTF-8 text, with the NULs in it.</summary>
    public ReadOnlySpan<byte> Bytes(int column)
    {
        // Turns the value into UTF-8 first, also in a database of UTF-16; then the "blob" is that text (sqlite.org/c3ref/column_blob.html).
        if (TypeOf(column) != raw.SQLITE_BLOB)
            raw.sqlite3_column_text(handle, column);
        return raw.sqlite3_column_blob(handle, column);
    }

    public void Dispose() => handle.Dispose();
}

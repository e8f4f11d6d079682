using System.Diagnostics;
using System.Text;
using MigrationBuild.Drivers;
using SQLitePCL;

namespace MigrationBuild.Sqlite.Engine;

/// <summary>One connection of the engine: opens, runs SQL, waits for other connections' locks, can be interrupted.</summary>
internal sealed class SqliteSession : IDisposable
{
    /// <summary>The engine waits this long by itself; between two waits cancellation is looked at.</summary>
    private const int BusySliceMs = 40;

    /// <summary>Instructions of the engine's virtual machine between two looks at cancellation and time limit.</summary>
    private const int InstructionsPerCheck = 2000;

    private readonly sqlite3 _handle;
    private CancellationToken _cancellation;
    private TimeSpan _limit = Timeout.InfiniteTimeSpan;
    private Stopwatch _running = Stopwatch.StartNew();

    static SqliteSession() => Batteries_V2.Init();

    private SqliteSession(sqlite3 handle, TimeSpan lockTimeout)
    {
        _handle = handle;
        LockTimeout = lockTimeout;
    }

    public static string LibraryVersion => raw.sqlite3_libversion().utf8_to_string();

    public sqlite3 Handle => _handle;

    public TimeSpan LockTimeout { get; set; }

    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    public bool IsReadOnlyFile => raw.sqlite3_db_readonly(_handle, "main") == 1;

    /// <summary>Whether the last interruption came from the time limit.</summary>
    public bool TimedOut => _limit != Timeout.InfiniteTimeSpan && _running.Elapsed >= _limit;

    /// <param name="path">Absolute, so that the engine never takes it for a URI or for the name of a database in memory; or `:memory:`.</param>
    public static SqliteSession Open(string path, int flags, TimeSpan lockTimeout)
    {
        var result = raw.sqlite3_open_v2(path, out var handle, flags, null);
        var session = new SqliteSession(handle, lockTimeout);
        if (result != raw.SQLITE_OK)
        {
            var failure = session.Failure(result);
            session.Dispose();
            throw failure;
        }
        JournalGuard.Install(handle);
        raw.sqlite3_busy_timeout(handle, BusySliceMs);
        raw.sqlite3_progress_handler(handle, InstructionsPerCheck, _ => session._cancellation.IsCancellationRequested || session.TimedOut ? 1 : 0, null);
        return session;
    }

    /// <summary>Until disposed, what runs here stops when cancelled or after the time limit.</summary>
    public IDisposable Limit(CancellationToken cancellation, TimeSpan? timeLimit = null)
    {
        var before = new Interruption(this, _cancellation, _limit, _running);
        _cancellation = cancellation;
        _limit = timeLimit ?? Timeout.InfiniteTimeSpan;
        _running = Stopwatch.StartNew();
        return before;
    }

    public SqliteStatement Prepare(string sql)
    {
        var bytes = Encoding.UTF8.GetBytes(sql);
        return Prepare(bytes, out _) ?? throw new EngineException("there is no statement", null);
    }

    /// <summary>Null where nothing but comments and white space is left.</summary>
    /// <param name="tail">What follows the statement; after a syntax error, what follows the token that the engine names.</param>
    public SqliteStatement? Prepare(ReadOnlySpan<byte> sql, out int tail)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var result = raw.sqlite3_prepare_v2(_handle, sql, out var statement, out var rest);
            tail = sql.Length - rest.Length;
            if (result == raw.SQLITE_OK)
                return statement is null || statement.IsInvalid ? null : new SqliteStatement(this, statement);
            if ((result & 0xff) != raw.SQLITE_BUSY || !MayWaitMore(waited))
                throw Failure(result);
        }
    }

    public void Execute(string sql)
    {
        using var statement = Prepare(sql);
        while (statement.Step())
        {
        }
    }

    public long Integer(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Integer(0) : 0;
    }

    public string? Text(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Text(0) : null;
    }

    public List<T> Rows<T>(string sql, Func<SqliteStatement, T> read)
    {
        using var statement = Prepare(sql);
        var rows = new List<T>();
        while (statement.Step())
            rows.Add(read(statement));
        return rows;
    }

    /// <summary>Repeats while the engine says that another connection holds a lock, until <see cref="LockTimeout"/>.</summary>
    public int WaitWhileBusy(Func<int> attempt)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var result = attempt();
            if ((result & 0xff) != raw.SQLITE_BUSY || !MayWaitMore(waited))
                return result;
        }
    }

    public void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            throw Failure(result);
    }

    /// <summary>The exception for what the engine refused last.</summary>
    public Exception Failure(int result)
    {
        if ((result & 0xff) == raw.SQLITE_INTERRUPT && _cancellation.IsCancellationRequested)
            return new OperationCanceledException(_cancellation);
        var code = raw.sqlite3_extended_errcode(_handle);
        var message = (code & 0xff) == (result & 0xff) ? raw.sqlite3_errmsg(_handle).utf8_to_string() : raw.sqlite3_errstr(result).utf8_to_string();
        return SqliteErrors.ToException((code & 0xff) == (result & 0xff) ? code : result, message, LockTimeout);
    }

    public void Dispose() => _handle.Dispose();

    private bool MayWaitMore(Stopwatch waited)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (waited.Elapsed >= LockTimeout || TimedOut)
            return false;
        // Where waiting could end in a deadlock the engine returns at once instead of waiting (sqlite.org/c3ref/busy_handler.html).
        Thread.Sleep(5);
        return true;
    }

    private sealed class Interruption(SqliteSession session, CancellationToken cancellation, TimeSpan limit, Stopwatch running) : IDisposable
    {
        public void Dispose() => (session._cancellation, session._limit, session._running) = (cancellation, limit, running);
    }
}

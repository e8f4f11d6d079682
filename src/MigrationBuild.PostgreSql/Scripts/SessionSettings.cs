using System.Globalization;
using MigrationBuild.PostgreSql.Engine;

namespace MigrationBuild.PostgreSql.Scripts;

/// <summary>
/// The settings of a session, set anew around every script: whatever the one before changed (search path, role, limits) is as the
/// connection began. A role of the connection itself (`--role`, `Options=-c role=owner`, ALTER ROLE … SET role) is what RESET ROLE goes back to.
/// </summary>
/// <param name="isBehindPooler">Nothing may outlive the transaction: the next one may be on a session that others use too.</param>
internal sealed class SessionSettings(EngineCapabilities capabilities, TimeSpan lockTimeout, bool isBehindPooler)
{
    /// <summary>A blocked ALTER TABLE blocks every query behind it: better to step back and try again than to wait long.</summary>
    public static readonly TimeSpan DefaultLockTimeout = TimeSpan.FromSeconds(2);

    // Longer than any pause of a deployment within a transaction but the dump, which lifts it.
    private const string IdleInTransaction = "10min";

    private const string ConnectionCheck = "5s";

    // A client that is cut off without a word keeps its session, and with it the locks, until the server gives it up: by default after a
    // quarter of an hour. On a Unix socket it means nothing.
    private const string TcpUserTimeout = "60s";

    /// <summary>In `application_name`; what others see who holds the lock.</summary>
    public string ApplicationName { get; set; } = Connections.ConnectionText.ApplicationName;

    /// <summary>How long one statement waits before it steps back.</summary>
    public TimeSpan LockTimeoutOf(TimeSpan? ofScript) => ofScript ?? (lockTimeout < DefaultLockTimeout ? lockTimeout : DefaultLockTimeout);

    /// <summary>For the whole session; behind a pooler for the transaction.</summary>
    public IEnumerable<string> Reset()
    {
        var set = isBehindPooler ? "SET LOCAL" : "SET";
        yield return "RESET SESSION AUTHORIZATION";
        yield return "RESET ROLE";
        yield return "RESET ALL";
        yield return $"{set} application_name = {SqlText.Literal(ApplicationName)}";
        // Also outside a transaction nothing waits for ever, such as the reading of a history that somebody keeps locked.
        yield return $"{set} lock_timeout = {Milliseconds(LockTimeoutOf(null))}";
        if (capabilities.ConnectionCheck)
            yield return $"{set} client_connection_check_interval = '{ConnectionCheck}'";
        if (capabilities.TcpUserTimeout)
            yield return $"{set} tcp_user_timeout = '{TcpUserTimeout}'";
        if (capabilities.IdleSessionTimeout)
            yield return $"{set} idle_session_timeout = 0";
    }

    /// <summary>For the open transaction, between scripts.</summary>
    public IEnumerable<string> Limits() => Limits(isLocal: true, LockTimeoutOf(null), null);

    /// <param name="isLocal">Until the end of the transaction only.</param>
    /// <param name="lockTimeout">Zero: none.</param>
    /// <param name="statementTimeout">Null: none.</param>
    public static IEnumerable<string> Limits(bool isLocal, TimeSpan lockTimeout, TimeSpan? statementTimeout)
    {
        var set = isLocal ? "SET LOCAL" : "SET";
        yield return $"{set} lock_timeout = {Milliseconds(lockTimeout)}";
        yield return $"{set} statement_timeout = {Milliseconds(statementTimeout ?? TimeSpan.Zero)}";
        if (isLocal)
            yield return $"SET LOCAL idle_in_transaction_session_timeout = '{IdleInTransaction}'";
    }

    private static string Milliseconds(TimeSpan time) =>
        ((long)Math.Ceiling(Math.Min(time.TotalMilliseconds, int.MaxValue))).ToString(CultureInfo.InvariantCulture);
}

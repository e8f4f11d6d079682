using System.Globalization;
using System.Text.RegularExpressions;

namespace MigrationBuild.PostgreSql.Engine;

/// <summary>What one engine in one version can do, as far as the driver depends on it. The table is <see cref="For"/>.</summary>
/// <param name="Refusal">Why nothing can be deployed to it; null where it can.</param>
/// <param name="XidFunction">The transaction's number; asked before and after a script.</param>
/// <param name="XidStatus">`txid_status` tells whether a transaction was committed (the `txid_` functions are in every version up to 18).</param>
/// <param name="ConnectionCheck">`client_connection_check_interval`: the server sees during a statement that its client is gone.</param>
/// <param name="TcpUserTimeout">`tcp_user_timeout`: the server gives a client up that acknowledges nothing any more.</param>
/// <param name="IdleSessionTimeout">`idle_session_timeout`: the server ends a session that waits, for its own dump for example.</param>
/// <param name="SessionCount">`pg_stat_database.sessions`.</param>
/// <param name="DdlIsTransactional">A rolled-back transaction takes its schema changes with it.</param>
/// <param name="SessionLocks">`pg_try_advisory_lock` holds until the session ends.</param>
internal sealed partial record EngineCapabilities(
    EngineKind Kind,
    int Major,
    string? Refusal,
    string XidFunction,
    bool XidStatus,
    bool ConnectionCheck,
    bool TcpUserTimeout,
    bool IdleSessionTimeout,
    bool SessionCount,
    bool DdlIsTransactional,
    bool SessionLocks)
{
    public const int Oldest = 12;

    /// <summary>The table.</summary>
    public static EngineCapabilities For(EngineKind kind, int major) => kind switch
    {
        // CockroachDB accepts the functions of advisory locks and locks nothing (cockroachlabs.com/docs/stable/known-limitations).
        EngineKind.CockroachDb => Of(kind, major) with
        {
            Refusal = "CockroachDB has no advisory locks, so that two deployments could not be kept apart, and its schema changes are not part of the transaction",
            DdlIsTransactional = false,
            SessionLocks = false,
            XidStatus = false,
            ConnectionCheck = false,
            TcpUserTimeout = false,
            IdleSessionTimeout = false,
            SessionCount = false,
        },
        // Each schema change of YugabyteDB commits by itself (docs.yugabyte.com, "transactional DDL"); advisory locks are new and optional.
        EngineKind.YugabyteDb => Of(kind, major) with
        {
            Refusal = "YugabyteDB commits each schema change by itself, so that a failed run could not be taken back",
            DdlIsTransactional = false,
            SessionLocks = false,
            XidStatus = false,
            ConnectionCheck = false,
            TcpUserTimeout = false,
            IdleSessionTimeout = false,
            SessionCount = false,
        },
        // Locks, transactions and history live on the coordinator, to which the deployment is connected.
        EngineKind.Citus or EngineKind.Aurora or EngineKind.PostgreSql => Of(kind, major),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <param name="version">What `version()` says.</param>
    public static EngineKind KindOf(string version, bool hasCitus, bool isAurora) =>
        version.Contains("CockroachDB", StringComparison.Ordinal) ? EngineKind.CockroachDb
        : version.Contains("-YB-", StringComparison.Ordinal) ? EngineKind.YugabyteDb
        : isAurora ? EngineKind.Aurora
        : hasCitus ? EngineKind.Citus
        : EngineKind.PostgreSql;

    /// <param name="version">What `version()` says.</param>
    public static int MajorOf(string version) =>
        VersionPattern().Match(version) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;

    private static EngineCapabilities Of(EngineKind kind, int major) => new(
        kind,
        major,
        major < Oldest ? $"PostgreSQL {major} is too old; the oldest that is supported is {Oldest}" : null,
        major >= 13 ? "pg_catalog.pg_current_xact_id()" : "pg_catalog.txid_current()",
        XidStatus: true,
        ConnectionCheck: major >= 14,
        TcpUserTimeout: major >= 12,
        IdleSessionTimeout: major >= 14,
        SessionCount: major >= 14,
        DdlIsTransactional: true,
        SessionLocks: true);

    [GeneratedRegex(@"(?:PostgreSQL|v)\s*(\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex VersionPattern();
}

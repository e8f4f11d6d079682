using MigrationBuild.PostgreSql.Connections;
using Npgsql;
using static MigrationBuild.PostgreSql.Schemas.Catalog.Fragment;

namespace MigrationBuild.PostgreSql.Proofs;

/// <summary>
/// The user's relations as one moment of a session has them, with the locks that the session holds and what it read and wrote in its transaction.
/// Tables of oversized values are left out: they go with their table.
/// </summary>
internal sealed class Look
{
    // Catalogs are not read by the script's search path, nor by its role: these are for everybody.
    private static readonly string RelationsQuery = $"""
        SELECT c.oid, {Name("n.nspname", "c.relname")}, CASE WHEN c.relkind IN ('r', 'm', 'i') THEN c.relfilenode END,
            pg_catalog.pg_stat_get_xact_numscans(c.oid),
            CASE WHEN c.relkind = 'r' THEN pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid)
                + pg_catalog.pg_stat_get_xact_tuples_updated(c.oid) + pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid) ELSE 0 END,
            c.relkind IN ('r', 'm')
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind NOT IN ('c', 't') AND c.oid >= {FirstUserOid} AND {UserSchema} AND c.oid IS DISTINCT FROM pg_catalog.to_regclass($1)
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_index x WHERE x.indexrelid = c.oid AND x.indrelid = pg_catalog.to_regclass($1))
        ORDER BY {Name("n.nspname", "c.relname")} COLLATE "C"
        """;

    // Names do not matter any more, and relations that are new since then do not either.
    private const string LaterQuery = $"""
        SELECT c.oid, '', CASE WHEN c.relkind IN ('r', 'm', 'i') THEN c.relfilenode END,
            pg_catalog.pg_stat_get_xact_numscans(c.oid),
            CASE WHEN c.relkind = 'r' THEN pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid)
                + pg_catalog.pg_stat_get_xact_tuples_updated(c.oid) + pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid) ELSE 0 END,
            c.relkind IN ('r', 'm')
        FROM pg_catalog.pg_class c
        WHERE c.relkind NOT IN ('c', 't') AND c.oid >= {FirstUserOid}
        """;

    private const string LocksQuery = """
        SELECT l.relation, l.mode FROM pg_catalog.pg_locks l
        WHERE l.locktype = 'relation' AND l.granted AND l.mode <> 'AccessShareLock' AND l.pid = pg_catalog.pg_backend_pid()
            AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
        """;

    private readonly Dictionary<uint, Relation> _relations;
    private readonly Dictionary<uint, LockMode> _locks = [];

    private Look(IReadOnlyList<Relation> relations)
    {
        Relations = relations;
        _relations = relations.ToDictionary(r => r.Oid);
    }

    /// <summary>By name in a first look; later ones have them without names, and more of them.</summary>
    public IReadOnlyList<Relation> Relations { get; }

    /// <summary>One round trip.</summary>
    public static Task<Look> TakeAsync(Session session, string history, CancellationToken cancellationToken) =>
        TakeAsync(session, new NpgsqlBatchCommand(RelationsQuery) { Parameters = { new NpgsqlParameter<string> { TypedValue = history } } }, cancellationToken);

    /// <summary>What to compare a first look with. One round trip, and a short one: it follows every statement.</summary>
    public static Task<Look> TakeLaterAsync(Session session, CancellationToken cancellationToken) => TakeAsync(session, new NpgsqlBatchCommand(LaterQuery), cancellationToken);

    private static async Task<Look> TakeAsync(Session session, NpgsqlBatchCommand query, CancellationToken cancellationToken)
    {
        await using var batch = session.Connection.CreateBatch();
        batch.BatchCommands.Add(query);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(LocksQuery));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var relations = new List<Relation>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var isScanned = reader.GetBoolean(5);
            relations.Add(new Relation(reader.GetFieldValue<uint>(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<uint>(2),
                isScanned ? reader.GetInt64(3) : 0, reader.GetInt64(4)));
        }
        var look = new Look(relations);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            look.AddLock(reader.GetFieldValue<uint>(0), reader.GetString(1));
        return look;
    }

    /// <summary>The strongest that the session holds.</summary>
    public LockMode LockOn(uint oid) => _locks.GetValueOrDefault(oid);

    public uint? FileOf(uint oid) => _relations.GetValueOrDefault(oid)?.File;

    public long ScansOf(uint oid) => _relations.GetValueOrDefault(oid)?.Scans ?? 0;

    public long WritesTo(uint oid) => _relations.GetValueOrDefault(oid)?.Writes ?? 0;

    private void AddLock(uint oid, string mode)
    {
        if (Enum.TryParse<LockMode>(mode.Replace("Lock", "", StringComparison.Ordinal), out var parsed) && parsed > LockOn(oid))
            _locks[oid] = parsed;
    }

    /// <param name="File">Null where it has none.</param>
    /// <param name="Scans">From end to end.</param>
    /// <param name="Writes">Rows inserted, updated, deleted.</param>
    internal sealed record Relation(uint Oid, string Name, uint? File, long Scans, long Writes)
    {
        public bool HasFile => File is not null;
    }
}

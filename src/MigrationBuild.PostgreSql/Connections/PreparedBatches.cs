using Npgsql;

namespace MigrationBuild.PostgreSql.Connections;

/// <summary>
/// The catalog queries that are asked again and again. The server plans them once: planning takes most of the time of reading a schema. Scripts
/// may throw plans away (`DISCARD ALL`, `DEALLOCATE ALL`), and a lost one would cost the open transaction, so each use asks first whether all are there.
/// </summary>
internal sealed class PreparedBatches
{
    private const string CountQuery = "SELECT pg_catalog.count(*) FROM pg_catalog.pg_prepared_statements WHERE NOT from_sql";

    private readonly Dictionary<string, NpgsqlBatch> _batches = new(StringComparer.Ordinal);
    private NpgsqlConnection? _connection;
    private long _statements;

    /// <summary>The batch of this name, ready to be executed on the session. It is not to be disposed of.</summary>
    /// <param name="make">Fills it, where it is not there yet.</param>
    public async Task<NpgsqlBatch> GetAsync(Session session, string name, Action<NpgsqlBatch> make, CancellationToken cancellationToken)
    {
        if (session.Connection != _connection)
            Forget(session.Connection);
        else if (await CountAsync(session, cancellationToken).ConfigureAwait(false) != _statements)
        {
            session.Connection.UnprepareAll();
            Forget(session.Connection);
        }
        if (_batches.TryGetValue(name, out var known))
            return known;
        var batch = session.Connection.CreateBatch();
        make(batch);
        await batch.PrepareAsync(cancellationToken).ConfigureAwait(false);
        _statements = await CountAsync(session, cancellationToken).ConfigureAwait(false);
        _batches.Add(name, batch);
        return batch;
    }

    private void Forget(NpgsqlConnection connection)
    {
        _batches.Clear();
        _statements = 0;
        _connection = connection;
    }

    private static Task<long> CountAsync(Session session, CancellationToken cancellationToken) => session.ValueAsync<long>(CountQuery, cancellationToken);
}

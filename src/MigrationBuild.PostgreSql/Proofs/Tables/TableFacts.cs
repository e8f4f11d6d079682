using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql.Connections;
using MigrationBuild.PostgreSql.Schemas;
using MigrationBuild.PostgreSql.Schemas.Catalog;
using Npgsql;

namespace MigrationBuild.PostgreSql.Proofs.Tables;

/// <summary>What the catalogs say about all tables, read in one round trip.</summary>
internal sealed class TableFacts
{
    public List<(uint Oid, string Name)> Tables { get; } = [];

    public Dictionary<uint, List<ColumnFact>> Columns { get; } = [];

    public List<ScratchType> Types { get; } = [];

    public Dictionary<uint, List<string>> TableChecks { get; } = [];

    public Dictionary<uint, List<string>> DomainChecks { get; } = [];

    public Dictionary<uint, List<IReadOnlyList<string>>> Keys { get; } = [];

    public Dictionary<uint, List<ScratchForeignKey>> ForeignKeys { get; } = [];

    public Dictionary<uint, List<(IReadOnlyList<string?> Columns, string Bounds)>> Bounds { get; } = [];

    /// <param name="withServerTypes">Also the types that every database has.</param>
    public static async Task<TableFacts> ReadAsync(Session session, PreparedBatches prepared, string history, bool withServerTypes, CancellationToken cancellationToken)
    {
        var facts = new TableFacts();
        (string Sql, Action<NpgsqlDataReader> Take)[] queries =
        [
            (CatalogQueries.BeginSql, _ => { }),
            (TableQueries.Tables, row => facts.Tables.Add((row.GetFieldValue<uint>(0), row.GetString(1)))),
            (TableQueries.ColumnFacts, facts.TakeColumn),
            (TableQueries.Types(withServerTypes ? "true" : $"t.oid >= {Fragment.FirstUserOid}"), facts.TakeType),
            (TableQueries.Checks, facts.TakeCheck),
            (TableQueries.Keys, row => Of(facts.Keys, row.GetFieldValue<uint>(0)).Add(row.GetFieldValue<string[]>(1))),
            (TableQueries.ForeignKeys, row => Of(facts.ForeignKeys, row.GetFieldValue<uint>(0))
                .Add(new ScratchForeignKey(row.GetFieldValue<string[]>(1), row.GetString(2), row.GetFieldValue<string[]>(3)))),
            (TableQueries.Bounds, row => Of(facts.Bounds, row.GetFieldValue<uint>(0)).Add((row.GetFieldValue<string?[]>(1), row.GetString(2)))),
            (CatalogQueries.EndSql, _ => { }),
        ];
        var batch = await prepared.GetAsync(session, withServerTypes ? "tables and types" : "tables", Fill, cancellationToken).ConfigureAwait(false);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (_, take) in queries)
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                take(reader);
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }
        return facts;

        void Fill(NpgsqlBatch empty)
        {
            foreach (var (sql, _) in queries)
                empty.BatchCommands.Add(new NpgsqlBatchCommand(sql));
            empty.BatchCommands[1].Parameters.Add(new NpgsqlParameter<string> { TypedValue = history });
        }
    }

    private static List<T> Of<T>(Dictionary<uint, List<T>> lists, uint key)
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = []);
        return list;
    }

    private void TakeColumn(NpgsqlDataReader row) => Of(Columns, row.GetFieldValue<uint>(0)).Add(new ColumnFact(
        row.GetString(1), row.GetString(2), row.GetBoolean(3), row.GetBoolean(4), row.GetBoolean(5), row.GetFieldValue<uint>(6), row.GetInt32(7)));

    private void TakeType(NpgsqlDataReader row) => Types.Add(new ScratchType(
        row.GetFieldValue<uint>(0), row.GetString(1), row.GetString(2), row.GetString(3)[0], row.GetFieldValue<uint>(4), row.GetInt32(5), row.GetFieldValue<uint>(6), row.GetBoolean(7),
        row.IsDBNull(8) ? [] : row.GetFieldValue<string[]>(8), row.IsDBNull(9) ? 0 : row.GetFieldValue<uint>(9),
        row.IsDBNull(10) ? [] : row.GetFieldValue<uint[]>(10), row.IsDBNull(11) ? [] : row.GetFieldValue<int[]>(11)));

    private void TakeCheck(NpgsqlDataReader row)
    {
        var table = row.GetFieldValue<uint>(0);
        var lists = table == 0 ? DomainChecks : TableChecks;
        Of(lists, table == 0 ? row.GetFieldValue<uint>(1) : table).Add(row.GetString(2));
    }
}

using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql.Connections;
using MigrationBuild.Scripts.Invariants;

namespace MigrationBuild.PostgreSql.Scripts.Invariants;

/// <summary>
/// The query of a checksum. NULLs count too; hashes are added up as numeric, so that neither order nor size matters. Not to be compared between
/// servers of different major versions: the hash functions may change (postgresql.org/docs/current/hash-index.html says nothing of them).
/// </summary>
internal static class ChecksumQuery
{
    private const string Columns =
        """
        SELECT a.attname::text FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = pg_catalog.to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attname::text COLLATE "C"
        """;

    private const string Key =
        """
        SELECT a.attname::text FROM pg_catalog.pg_index x
            CROSS JOIN LATERAL unnest(x.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.attnum
        WHERE x.indrelid = pg_catalog.to_regclass($1) AND x.indisprimary AND k.place <= x.indnkeyatts ORDER BY k.place
        """;

    public static async Task<string> MakeAsync(Session session, Invariant invariant, CancellationToken cancellationToken)
    {
        var table = await TableName.RequireAsync(session, invariant, cancellationToken).ConfigureAwait(false);
        var column = invariant.Column is { } name ? TableName.Fold(name) : null;
        if (invariant.Sample is null && column is not null)
            return Sum($"SELECT {SqlText.Identifier(column)}::text AS v FROM {table}");
        var columns = column is null ? await NamesAsync(Columns).ConfigureAwait(false) : [column];
        if (invariant.Sample is not { } rows)
            return Sum($"SELECT {RowText(columns, columns)} AS v FROM {table}");
        var key = await NamesAsync(Key).ConfigureAwait(false);
        if (key.Count == 0)
            throw new EngineException($"{table} has no primary key, by which the same rows could be found again; leave out the sample", null);
        return Sum(Sample(table, key, columns, rows));

        Task<List<string>> NamesAsync(string query) => session.RowsAsync(query, row => row.GetString(0), cancellationToken, table);
    }

    private static string Sum(string values) =>
        $"""SELECT concat_ws(':', count(*), count(v), coalesce(sum(hashtextextended(v COLLATE "C", 0)::numeric), 0), coalesce(sum(hashtextextended(v COLLATE "C", 1)::numeric), 0)) FROM ({values}) AS t""";

    // The rows whose keys have the smallest hashes: the same ones each time, as long as the keys are the same, and spread over all of them.
    // Inside, the columns are only passed on, so that what is stored apart is fetched for the sample alone.
    private static string Sample(string table, List<string> key, List<string> columns, int rows)
    {
        var all = key.Concat(columns).ToList();
        var places = all.Select((_, i) => $"c{i}").ToList();
        var keyText = $"ROW({string.Join(", ", key.Select(SqlText.Identifier))})::text COLLATE \"C\"";
        var passed = string.Join(", ", all.Zip(places, (name, place) => $"{SqlText.Identifier(name)} AS {place}"));
        return $"SELECT {RowText(all, places)} AS v FROM (SELECT {passed} FROM {table} ORDER BY hashtextextended({keyText}, 0), {keyText} LIMIT {rows}) AS s";
    }

    // With the names: the order of the columns does not count, but which value is whose. A row as text keeps NULL and '' apart.
    private static string RowText(List<string> names, List<string> values) =>
        $"{SqlText.Literal(string.Join(',', names.Select(SqlText.Identifier)))} || ROW({string.Join(", ", values.Select(SqlText.Identifier))})::text";
}

using System.Text.RegularExpressions;
using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql.Connections;
using MigrationBuild.Sql;
using Npgsql;

namespace MigrationBuild.PostgreSql.Scripts;

/// <summary>`rows(T)`, `checksum(T.C)`, or a query of the engine: one value as text.</summary>
internal static partial class ScalarQuery
{
    private const string Name = """("(?:[^"]|"")+"|[^\s"'`\[\]().,;]+)""";

    /// <summary>The session must be in a transaction that may be rolled back to a savepoint.</summary>
    public static Task<string?> RunAsync(Session session, ISqlDialect dialect, string query, CancellationToken cancellationToken) =>
        AskAsync(session, ToSql(query, dialect), cancellationToken);

    /// <exception cref="EngineException">It is not one query.</exception>
    public static string ToSql(string query, ISqlDialect dialect)
    {
        if (RowsPattern().Match(query) is { Success: true } rows)
            return $"SELECT count(*) FROM {Table(rows)}";
        if (ChecksumPattern().Match(query) is { Success: true } checksum)
            return Checksum(Table(checksum), checksum.Groups[3].Value);
        if (dialect.Split(query).Count != 1)
            throw new EngineException(query.Trim().Length == 0 ? "the query is empty" : "the query has more than one statement", null);
        return query;
    }

    // NULLs count too; hashes are added up as numeric, so that neither order nor size matters. Not to be compared between servers of
    // different major versions: the hash functions may change (postgresql.org/docs/current/hash-index.html says nothing of them).
    private static string Checksum(string table, string column) =>
        $"""SELECT concat_ws(':', count(*), count(v), coalesce(sum(hashtextextended(v COLLATE "C", 0)::numeric), 0), coalesce(sum(hashtextextended(v COLLATE "C", 1)::numeric), 0)) FROM (SELECT {column}::text AS v FROM {table}) AS t""";

    private static string Table(Match match) => match.Groups[1].Success ? $"{match.Groups[1].Value}.{match.Groups[2].Value}" : match.Groups[2].Value;

    private static async Task<string?> AskAsync(Session session, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, session.Connection) { AllResultTypesAreUnknown = true };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        if (reader.FieldCount == 0)
            throw new EngineException("the query does not only read", null);
        if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false) || reader.IsDBNull(0))
            return null;
        var text = reader.GetString(0);
        // On the wire it is one letter; people write it as the type's own cast to text does.
        return reader.GetDataTypeName(0) != "boolean" ? text : text == "t" ? "true" : "false";
    }

    [GeneratedRegex($@"^\s*rows\s*\(\s*(?:{Name}\s*\.\s*)?{Name}\s*\)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RowsPattern();

    [GeneratedRegex($@"^\s*checksum\s*\(\s*(?:{Name}\s*\.\s*)?{Name}\s*\.\s*{Name}\s*\)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ChecksumPattern();
}

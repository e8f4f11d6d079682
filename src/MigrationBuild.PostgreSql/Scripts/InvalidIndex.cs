using MigrationBuild.PostgreSql.Connections;
using MigrationBuild.Sql;

namespace MigrationBuild.PostgreSql.Scripts;

/// <summary>
/// What a failed CREATE INDEX CONCURRENTLY leaves: an index that is maintained by every write, used by no query, and taken for the real one by
/// IF NOT EXISTS (postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY).
/// </summary>
/// <param name="Index">Its name without a schema: it is in the table's.</param>
/// <param name="Table">As the statement names it.</param>
internal sealed record InvalidIndex(string Index, string Table)
{
    /// <summary>Null where the statement makes no index with a name of its own, concurrently.</summary>
    public static InvalidIndex? MadeBy(string text, SqlStatement statement)
    {
        var tokens = statement.Tokens;
        var i = 0;
        if (!Skip("CREATE"))
            return null;
        Skip("UNIQUE");
        if (!Skip("INDEX") || !Skip("CONCURRENTLY"))
            return null;
        if (Skip("IF"))
            i += 2;
        if (i + 2 >= tokens.Count || tokens[i].Is(text, "ON"))
            return null;
        var index = NameOf(tokens[i++]);
        if (!Skip("ON"))
            return null;
        Skip("ONLY");
        var start = tokens[i].Start;
        while (i < tokens.Count && (tokens[i].Kind is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier || tokens[i].In(text) is ".") && !tokens[i].Is(text, "USING"))
            i++;
        return i < tokens.Count ? new InvalidIndex(index, text[start..tokens[i - 1].End]) : null;

        bool Skip(string word)
        {
            if (i >= tokens.Count || !tokens[i].Is(text, word))
                return false;
            i++;
            return true;
        }

        string NameOf(SqlToken token) => token.Kind == SqlTokenKind.QuotedIdentifier
            ? text[(token.Start + 1)..(token.End - 1)].Replace("\"\"", "\"", StringComparison.Ordinal)
            : token.In(text).ToString().ToLowerInvariant();
    }

    /// <summary>The index, as SQL needs it, if it is there and not valid.</summary>
    public Task<string?> FindAsync(Session session, CancellationToken cancellationToken) =>
        session.ValueAsync<string>(
            """
            SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(i.relname)
            FROM pg_catalog.pg_index x
                JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
                JOIN pg_catalog.pg_namespace n ON n.oid = i.relnamespace
            WHERE x.indrelid = pg_catalog.to_regclass($1) AND i.relname = $2 AND NOT x.indisvalid
            """, cancellationToken, Table, Index);

    /// <summary>Drops it if it is there and not valid.</summary>
    /// <returns>What was dropped; null where nothing was.</returns>
    public async Task<string?> DropAsync(Session session, CancellationToken cancellationToken)
    {
        var found = await FindAsync(session, cancellationToken).ConfigureAwait(false);
        if (found is not null)
            await session.ExecuteAsync($"DROP INDEX CONCURRENTLY {found}", cancellationToken).ConfigureAwait(false);
        return found;
    }
}

namespace MigrationBuild.Sql;

/// <summary>What one statement of PostgreSQL may leave behind outside a transaction; the lists name what is known, and leave out what is not.</summary>
internal static class PostgreSqlOutsideEffect
{
    private static readonly string[] Harmless = ["VACUUM", "ANALYZE", "CHECKPOINT", "CLUSTER", "REFRESH"];

    // REINDEX and CREATE INDEX CONCURRENTLY commit in between, but all that they leave is an index, valid or not.
    private static readonly string[] SchemaVerbs = ["CREATE", "DROP", "ALTER"];
    private static readonly string[] SchemaKinds = ["TABLE", "INDEX", "VIEW", "MATERIALIZED", "TYPE", "DOMAIN", "FUNCTION", "TRIGGER"];

    // CALL and DO may commit a part of what they do.
    private static readonly string[] WholeVerbs = ["INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE", "WITH", "SELECT", "COMMENT", "GRANT", "REVOKE", .. SchemaVerbs];

    public static OutsideEffect Of(string text, SqlStatement statement)
    {
        if (OutsideEffects.StartsWithOneOf(text, statement, Harmless))
            return OutsideEffect.Nothing;
        if (statement.Tokens[0].Is(text, "REINDEX") || (OutsideEffects.StartsWithOneOf(text, statement, SchemaVerbs) && IsInSchema(text, statement)))
            return OutsideEffect.Schema;
        if (CommitsInBetween(text, statement))
            return OutsideEffect.Unknown;
        return OutsideEffects.StartsWithOneOf(text, statement, WholeVerbs) ? OutsideEffect.Whole : OutsideEffect.Unknown;
    }

    private static bool IsInSchema(string text, SqlStatement statement)
    {
        var kind = statement.Tokens.Skip(1).FirstOrDefault(t => !t.Is(text, "UNIQUE") && !t.Is(text, "OR") && !t.Is(text, "REPLACE"));
        return SchemaKinds.Any(k => kind.Is(text, k));
    }

    // They have an effect on files before they are in the catalog, or in another server.
    private static bool CommitsInBetween(string text, SqlStatement statement) =>
        statement.Tokens.Count > 1 && new[] { "DATABASE", "TABLESPACE", "SUBSCRIPTION", "SYSTEM" }.Any(k => statement.Tokens[1].Is(text, k));
}

namespace MigrationBuild.Sql;

/// <summary>
/// The statements that PostgreSQL refuses inside a transaction block: those that call `PreventInTransactionBlock` in its sources, 12 to 18.
/// `ALTER TYPE … ADD VALUE` is not among them since 12, but the value cannot be used before COMMIT.
/// </summary>
internal static class OutsideTransaction
{
    /// <summary>The statement's name, or null where it may run in a transaction.</summary>
    public static string? Reason(string text, IReadOnlyList<SqlToken> tokens)
    {
        if (Starts("VACUUM"))
            return "VACUUM";
        if (Starts("ALTER", "SYSTEM"))
            return "ALTER SYSTEM";
        if (Starts("DISCARD", "ALL"))
            return "DISCARD ALL";
        if (Starts("CREATE", "DATABASE") || Starts("DROP", "DATABASE") || Starts("CREATE", "TABLESPACE") || Starts("DROP", "TABLESPACE"))
            return Words(2);
        if (Starts("CREATE", "INDEX", "CONCURRENTLY") || Starts("DROP", "INDEX", "CONCURRENTLY"))
            return Words(3);
        if (Starts("CREATE", "UNIQUE", "INDEX", "CONCURRENTLY"))
            return "CREATE INDEX CONCURRENTLY";
        if (Starts("REINDEX"))
            return Reindex();
        if (Starts("CLUSTER") && !tokens.Skip(1).Any(t => t.Kind is SqlTokenKind.QuotedIdentifier || (t.Kind == SqlTokenKind.Word && !t.Is(text, "VERBOSE"))))
            return "CLUSTER of all tables";
        if (Starts("ALTER", "TABLE") && Has("DETACH", "PARTITION") && Has("CONCURRENTLY"))
            return "DETACH PARTITION CONCURRENTLY";
        if (Starts("ALTER", "DATABASE") && Has("SET", "TABLESPACE"))
            return "ALTER DATABASE … SET TABLESPACE";
        return Subscription();

        string? Reindex() =>
            Has("CONCURRENTLY") ? "REINDEX CONCURRENTLY"
            : Has("SCHEMA") || Has("DATABASE") || Has("SYSTEM") ? "REINDEX of a schema or database"
            : null;

        string? Subscription()
        {
            if (Starts("CREATE", "SUBSCRIPTION"))
                return MakesNoSlot() ? null : "CREATE SUBSCRIPTION with a replication slot";
            if (Starts("DROP", "SUBSCRIPTION"))
                return "DROP SUBSCRIPTION with a replication slot";
            return Starts("ALTER", "SUBSCRIPTION") && Has("REFRESH") ? "ALTER SUBSCRIPTION … REFRESH" : null;
        }

        bool MakesNoSlot()
        {
            for (var i = 2; i + 2 < tokens.Count; i++)
            {
                if ((tokens[i].Is(text, "connect") || tokens[i].Is(text, "create_slot")) && tokens[i + 2].In(text).Trim('\'') is "false" or "off" or "0")
                    return true;
            }
            return false;
        }

        bool Starts(params ReadOnlySpan<string> words) => IsAt(0, words);

        bool Has(params ReadOnlySpan<string> words)
        {
            for (var i = 1; i < tokens.Count; i++)
            {
                if (IsAt(i, words))
                    return true;
            }
            return false;
        }

        bool IsAt(int at, ReadOnlySpan<string> words)
        {
            for (var i = 0; i < words.Length; i++)
            {
                if (at + i >= tokens.Count || !tokens[at + i].Is(text, words[i]))
                    return false;
            }
            return true;
        }

        string Words(int count) => string.Join(' ', tokens.Take(count).Select(t => t.In(text).ToString().ToUpperInvariant()));
    }
}

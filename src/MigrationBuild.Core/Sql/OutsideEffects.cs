namespace MigrationBuild.Sql;

/// <summary>Adds up what the statements of a script outside a transaction may leave behind.</summary>
internal static class OutsideEffects
{
    public static OutsideEffect Of(ISqlDialect dialect, string text, Func<SqlStatement, OutsideEffect> effectOf)
    {
        var effects = dialect.Split(text).Select(effectOf).Where(e => e != OutsideEffect.Nothing).ToList();
        return effects switch
        {
            [] => OutsideEffect.Nothing,
            [var only] => only,
            // Each is whole by itself, and the first of them may stand when the second is refused.
            _ => effects.TrueForAll(e => e == OutsideEffect.Schema) ? OutsideEffect.Schema : OutsideEffect.Unknown,
        };
    }

    /// <summary>Whether the statement begins with these words.</summary>
    public static bool Starts(string text, SqlStatement statement, params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (i >= statement.Tokens.Count || !statement.Tokens[i].Is(text, words[i]))
                return false;
        }
        return true;
    }

    /// <summary>Whether the first word is one of these.</summary>
    public static bool StartsWithOneOf(string text, SqlStatement statement, IEnumerable<string> words) => words.Any(w => statement.Tokens[0].Is(text, w));
}

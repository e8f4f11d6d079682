using MigrationBuild.Sql;

namespace MigrationBuild.SqlServer.Parsing;

/// <summary>
/// Room for a parser that calls itself once for each bracket and each link of a chain, and that nothing can stop where the stack ends: the
/// process dies then. The numbers are measured, with more than twice the room that was needed.
/// </summary>
internal static class DeepStack
{
    private const int UsualTokens = 1_000;
    private const int UsualNesting = 100;

    private const int Size = 256 << 20;
    private const int MostTokens = 400_000;
    private const int MostNesting = 4_000;

    /// <summary>The result; null where the batch is longer or deeper than any stack here, and nothing was done.</summary>
    public static T? Run<T>(string text, SqlStatement batch, Func<T> work)
        where T : class
    {
        var nesting = NestingOf(text, batch);
        if (batch.Tokens.Count <= UsualTokens && nesting <= UsualNesting)
            return work();
        if (batch.Tokens.Count > MostTokens || nesting > MostNesting)
            return null;
        T? result = null;
        var thread = new Thread(() => result = work(), Size);
        thread.Start();
        thread.Join();
        return result;
    }

    private static int NestingOf(string text, SqlStatement batch)
    {
        var (depth, deepest) = (0, 0);
        foreach (var token in batch.Tokens)
        {
            if (token.Kind == SqlTokenKind.Symbol && text[token.Start] == '(' || token.Is(text, "CASE") || token.Is(text, "BEGIN"))
                deepest = Math.Max(deepest, ++depth);
            else if (depth > 0 && (token.Kind == SqlTokenKind.Symbol && text[token.Start] == ')' || token.Is(text, "END")))
                depth--;
        }
        return deepest;
    }
}

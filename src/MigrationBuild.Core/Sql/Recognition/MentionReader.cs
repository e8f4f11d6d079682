using MigrationBuild.Sql.Model;

namespace MigrationBuild.Sql.Recognition;

/// <summary>The names that stand in a part of a statement, whatever they name.</summary>
internal static class MentionReader
{
    /// <summary>Those from here to the end, each once; reads nothing.</summary>
    public static IReadOnlyList<ObjectName> Ahead(TokenReader reader) => Of(reader, [.. reader.Rest]);

    /// <summary>Those among the tokens, each once: `a`, `t.a`. Functions are left out; key words are not.</summary>
    public static IReadOnlyList<ObjectName> Of(TokenReader reader, IReadOnlyList<SqlToken> tokens)
    {
        var names = new List<ObjectName>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind == SqlTokenKind.String || reader.NameOf(tokens[i]) is not { } name || IsSymbol(i + 1, "(") || IsSymbol(i + 1, "."))
                continue;
            var qualifier = IsSymbol(i - 1, ".") && i >= 2 ? reader.NameOf(tokens[i - 2]) : null;
            names.Add(new ObjectName(qualifier, name));
        }
        return [.. names.Distinct()];

        bool IsSymbol(int at, string symbol) => at >= 0 && at < tokens.Count && tokens[at].Kind == SqlTokenKind.Symbol && tokens[at].In(reader.Text).SequenceEqual(symbol);
    }
}

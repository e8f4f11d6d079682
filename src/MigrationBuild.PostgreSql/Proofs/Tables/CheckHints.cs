using MigrationBuild.Sql;

namespace MigrationBuild.PostgreSql.Proofs.Tables;

/// <summary>What the checks of a table or a domain compare one column with.</summary>
internal sealed class CheckHints
{
    private static readonly HashSet<string> LengthFunctions = new(StringComparer.OrdinalIgnoreCase) { "length", "char_length", "character_length", "octet_length" };

    private static readonly Dictionary<string, string> Mirrored = new(StringComparer.Ordinal)
    {
        ["="] = "=",
        ["<"] = ">",
        [">"] = "<",
        ["<="] = ">=",
        [">="] = "<=",
        ["<>"] = "<>",
    };

    private readonly List<(string Operator, string Value)> _comparisons = [];
    private readonly List<(string Operator, string Value)> _lengths = [];
    private readonly List<string> _patterns = [];

    /// <summary>Operator and constant, the column being on the left.</summary>
    public IReadOnlyList<(string Operator, string Value)> Comparisons => _comparisons;

    /// <summary>The same of its length.</summary>
    public IReadOnlyList<(string Operator, string Value)> Lengths => _lengths;

    /// <summary>Regular expressions that it must match.</summary>
    public IReadOnlyList<string> Patterns => _patterns;

    /// <summary>It is compared with a list of constants.</summary>
    public bool IsList { get; private set; }

    /// <summary>It must be greater than another column.</summary>
    public bool IsLate { get; private set; }

    /// <summary>`upper` or `lower`, where it must equal that of itself.</summary>
    public string? Case { get; private set; }

    /// <param name="column">As SQL needs it; `VALUE` in a domain.</param>
    /// <param name="checks">As pg_get_constraintdef prints them.</param>
    public static CheckHints Of(string column, IReadOnlyList<string> checks)
    {
        var hints = new CheckHints();
        foreach (var check in checks)
            hints.Read(column, check, ExpressionTokens.Of(check));
        return hints;
    }

    // Without brackets and casts an expression is a row of names, operators and constants, and what is compared stands side by side.
    private void Read(string column, string text, IReadOnlyList<SqlToken> tokens)
    {
        for (var i = 1; i + 1 < tokens.Count; i++)
        {
            if (tokens[i].Kind != SqlTokenKind.Symbol)
                continue;
            var sign = tokens[i].In(text).ToString();
            if (IsColumn(tokens[i - 1]))
                ReadRight(column, text, tokens, i, sign);
            else if (IsColumn(tokens[i + 1]) && Mirrored.TryGetValue(sign, out var mirrored))
                ReadLeft(text, tokens, i, mirrored);
        }

        bool IsColumn(SqlToken token) => token.In(text).SequenceEqual(column);
    }

    private void ReadRight(string column, string text, IReadOnlyList<SqlToken> tokens, int at, string sign)
    {
        var next = tokens[at + 1];
        var function = at >= 2 && LengthFunctions.Contains(tokens[at - 2].In(text).ToString());
        if (next.Is(text, "ANY"))
            AddList(text, tokens, at + 2, sign);
        else if (ConstantAt(text, tokens, at + 1) is { } value)
            Add(sign, value, function);
        else if ((next.Is(text, "upper") || next.Is(text, "lower")) && at + 2 < tokens.Count && tokens[at + 2].In(text).SequenceEqual(column))
            Case = next.In(text).ToString().ToLowerInvariant();
        else if (sign is ">" or ">=" && next.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier && !function)
            IsLate = true;
    }

    private void ReadLeft(string text, IReadOnlyList<SqlToken> tokens, int at, string sign)
    {
        if (Constants.Value(text, tokens[at - 1]) is { } value)
            Add(sign, value, ofLength: false);
        else if (sign is ">" or ">=" && tokens[at - 1].Kind is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier)
            IsLate = true;
    }

    private void AddList(string text, IReadOnlyList<SqlToken> tokens, int from, string sign)
    {
        if (sign != "=")
            return;
        IsList = true;
        for (var i = from; i < tokens.Count && !(tokens[i].Kind == SqlTokenKind.Word && !tokens[i].Is(text, "ARRAY")); i++)
        {
            if (Constants.Value(text, tokens[i]) is not { } value)
                continue;
            // '{a,b}'::text[], which is how a list prints whose elements were cast together.
            IEnumerable<string> values = value.StartsWith('{') ? value.Trim('{', '}').Split(',').Select(v => v.Trim('"')) : [value];
            _comparisons.AddRange(values.Select(v => ("=", v)));
        }
    }

    private void Add(string sign, string value, bool ofLength)
    {
        if (ofLength)
            _lengths.Add((sign, value));
        else if (sign is "~" or "~*")
            _patterns.Add(value);
        else if (sign is "~~" or "~~*")
            _comparisons.Add(("=", value.Replace("%", "", StringComparison.Ordinal).Replace('_', 'a')));
        else
            _comparisons.Add((sign, value));
    }

    private static string? ConstantAt(string text, IReadOnlyList<SqlToken> tokens, int at) =>
        tokens[at].In(text) is "-" && at + 1 < tokens.Count && tokens[at + 1].Kind == SqlTokenKind.Number
            ? "-" + tokens[at + 1].In(text).ToString()
            : Constants.Value(text, tokens[at]);
}

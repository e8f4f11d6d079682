using System.Globalization;

namespace MigrationBuild.Scripts;

/// <summary>`-- migrate:expect QUERY = VALUE`.</summary>
/// <param name="Query">An invariant (<see cref="Invariants.Invariant"/>), or a query that gives one value.</param>
/// <param name="Value">The value as text, compared after the step; or `same`: what it was before the step.</param>
/// <param name="Line">The line in the file, 1-based.</param>
public sealed record Expectation(string Query, string Value, int Line, Comparison Comparison = Comparison.Equal)
{
    private static readonly (string Symbol, Comparison Comparison)[] Symbols =
        [("=", Comparison.Equal), ("!=", Comparison.NotEqual), (">=", Comparison.AtLeast), ("<=", Comparison.AtMost)];

    /// <summary>Whether the value is the one from before the step.</summary>
    public bool IsSame => Value.Equals("same", StringComparison.OrdinalIgnoreCase);

    /// <summary>As it stands in the script: `>=`.</summary>
    public string Symbol => Array.Find(Symbols, s => s.Comparison == Comparison).Symbol;

    /// <summary>Null where the two cannot be compared in this way, since one of them is no number.</summary>
    /// <param name="found">Null for NULL or no row.</param>
    /// <param name="expected">The stated value, or the one from before the step.</param>
    public bool? Holds(string? found, string? expected) => Comparison switch
    {
        Comparison.Equal => found == expected,
        Comparison.NotEqual => found != expected,
        _ when Number(found) is { } a && Number(expected) is { } b => Comparison == Comparison.AtLeast ? a >= b : a <= b,
        _ => null,
    };

    /// <summary>Query, comparison and value: the last comparison between blanks splits, because the query may hold others. Null where there is none.</summary>
    /// <param name="line">Of the directive.</param>
    internal static Expectation? Parse(string text, int line = 0)
    {
        var (at, symbol, comparison) = Symbols.Select(s => (At: text.LastIndexOf($" {s.Symbol} ", StringComparison.Ordinal), s.Symbol, s.Comparison)).MaxBy(s => s.At);
        if (at < 0)
            return null;
        var expectation = new Expectation(text[..at].Trim(), text[(at + symbol.Length + 2)..].Trim(), line, comparison);
        return expectation.Query.Length > 0 && expectation.Value.Length > 0 ? expectation : null;
    }

    /// <summary>What is wrong with one that is well-formed; null where nothing is.</summary>
    internal string? Mistake()
    {
        _ = Invariants.Invariant.Parse(Query, out var mistake);
        return mistake ?? (Comparison is Comparison.AtLeast or Comparison.AtMost && !IsSame && Number(Value) is null ? $"{Symbol} compares numbers, and '{Value}' is none" : null);
    }

    private static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

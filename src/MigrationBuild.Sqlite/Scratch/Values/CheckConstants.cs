using System.Globalization;
using MigrationBuild.Sql;
using MigrationBuild.Sqlite.Engine;
using MigrationBuild.Sqlite.Schemas;

namespace MigrationBuild.Sqlite.Scratch.Values;

/// <summary>What stands in a check as a constant, and what a check of that form is likely to accept.</summary>
internal sealed class CheckConstants(TableCheck check)
{
    private const int LongestText = 2000;

    private static readonly ColumnType TypeOfJson = new(TypeKind.Json, null, null);

    /// <summary>As the check has them.</summary>
    public IReadOnlyList<string> Texts { get; } =
        [.. check.Condition.Where(piece => IsText(piece, check.Columns)).Select(piece => piece.Name).Distinct(StringComparer.Ordinal)];

    public IReadOnlyList<decimal> Numbers { get; } = [.. NumbersOf(check.Condition).Distinct()];

    /// <summary>Texts that the patterns of the check match.</summary>
    public IEnumerable<string> Matches => check.HasWord("LIKE", "GLOB")
        ? Texts.SelectMany(text => new[] { PatternSample.Of(text, check.HasWord("GLOB"), empty: false), PatternSample.Of(text, check.HasWord("GLOB"), empty: true) })
        : [];

    /// <summary>Lengths that the check may ask for.</summary>
    public IEnumerable<int> Lengths => check.HasWord("length")
        ? Numbers.SelectMany(n => new[] { n, n + 1, n - 1 }).Where(n => n is >= 1 and <= LongestText && n == decimal.Truncate(n)).Select(n => (int)n).Distinct()
        : [];

    /// <summary>Literals to try, the constants first.</summary>
    public IEnumerable<string> Candidates()
    {
        var numbers = Numbers.SelectMany(n => new[] { n, n + 1, n - 1 }).Select(n => n.ToString(CultureInfo.InvariantCulture));
        var texts = Texts.Concat(Matches).Concat(Texts.Where(text => text.Length is > 0 and < 20).SelectMany(text => new[] { "a" + text + "a", text + "a", "a" + text }));
        var ofLength = Lengths.SelectMany(n => new[] { new string('a', n), new string('A', n), new string('1', n) });
        var candidates = texts.Concat(ofLength).Select(SqlText.Literal).Concat(Lengths.Select(n => $"x'{new string('1', 2 * n)}'")).Concat(numbers);
        if (IsJson)
            candidates = TypeValues.Of(TypeOfJson).Concat(candidates);
        if (check.HasWord("date", "datetime", "time", "strftime", "julianday"))
            candidates = candidates.Concat(TypeValues.OfTime);
        if (check.HasWord("typeof"))
            candidates = candidates.Concat(TypeValues.Of(new ColumnType(TypeKind.Any, null, null)));
        return candidates;
    }

    /// <summary>Series of values that may pass.</summary>
    public IEnumerable<Func<int, string>> Series()
    {
        if (IsJson)
            yield return ValueSeries.Of(TypeOfJson)!;
        foreach (var number in Numbers)
        {
            yield return ValueSeries.From(number + 1);
            yield return n => ValueSeries.From(number - 1 - (2 * n))(n);
            if (number > 1)
                yield return n => ((n + 1) * number).ToString(CultureInfo.InvariantCulture);
        }
        foreach (var (length, first) in Lengths.Concat(Matches.Select(text => text.Length)).Append(6).Distinct().SelectMany(n => "aA0".Select(first => (n, first))).Where(pair => pair.n > 1))
            yield return ValueSeries.Around("", first, length, "");
        foreach (var length in Lengths.Where(n => n >= sizeof(int)))
            yield return n => $"x'{n.ToString("x", CultureInfo.InvariantCulture).PadLeft(2 * length, '0')}'";
        foreach (var (text, first) in Matches.Concat(Texts).SelectMany(text => "aA0".Select(first => (text, first))))
        {
            yield return ValueSeries.Around(text, first, 6, "");
            yield return ValueSeries.Around("", first, 6, text);
        }
    }

    private bool IsJson => check.HasWord("json_valid", "json_type", "json_extract", "json");

    // A name in double quotes that is none is a text (sqlite.org/quirks.html#dblquote).
    private static bool IsText(SqlPiece piece, IReadOnlyList<string> columns) => piece.Kind switch
    {
        SqlTokenKind.String => piece.Text[0] == '\'',
        SqlTokenKind.QuotedIdentifier => piece.Text[0] == '"' && !columns.Contains(piece.Name, NameComparer.Instance),
        _ => false,
    };

    private static IEnumerable<decimal> NumbersOf(IReadOnlyList<SqlPiece> pieces)
    {
        for (var i = 0; i < pieces.Count; i++)
        {
            if (pieces[i].Kind == SqlTokenKind.Number
                && decimal.TryParse(pieces[i].Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && Math.Abs(number) < 1e18m)
            {
                yield return i > 0 && pieces[i - 1].IsSymbol('-') ? -number : number;
            }
        }
    }
}

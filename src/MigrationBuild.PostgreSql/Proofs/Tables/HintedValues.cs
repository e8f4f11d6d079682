using System.Globalization;

namespace MigrationBuild.PostgreSql.Proofs.Tables;

/// <summary>Values that the checks of a column ask for, as text.</summary>
internal static class HintedValues
{
    private const int MostSamples = 3;
    private const int LongestLength = 2000;

    private static readonly HashSet<string> Integers = ["int2", "int4", "int8", "oid"];
    private static readonly HashSet<string> Fractions = ["numeric", "float4", "float8", "money"];
    private static readonly HashSet<string> Texts = ["text", "varchar", "bpchar", "citext", "name"];

    /// <param name="late">A value greater than the ordinary ones; null where there is none.</param>
    public static IEnumerable<string> Of(ScratchType type, CheckHints hints, string? late)
    {
        if (hints.IsLate && late is not null)
            yield return late;
        foreach (var pattern in hints.Patterns)
        {
            for (var n = 0; n < MostSamples && PatternSample.Of(pattern, n) is { } sample; n++)
                yield return sample;
        }
        foreach (var length in hints.Lengths.SelectMany(l => LengthsNear(l.Operator, l.Value)).Where(l => l is >= 0 and <= LongestLength).Distinct())
        {
            yield return new string('a', length);
            if (Texts.Contains(type.Name))
                yield return string.Concat(Enumerable.Repeat("Æ", length));
        }
        foreach (var value in Between(type.Name, hints.Comparisons))
            yield return value;
        foreach (var value in hints.Comparisons.SelectMany(c => Near(type.Name, c.Operator, c.Value)))
            yield return value;
        if (hints.Case is { } @case)
            yield return @case == "upper" ? "ANN" : "ann";
    }

    /// <summary>Many that fit; null where the checks ask for nothing that the type's own may not fit.</summary>
    public static Func<int, string>? Distinct(ScratchType type, CheckHints hints, Func<int, string>? ofType)
    {
        if (hints.Patterns.Count > 0 && PatternSample.Of(hints.Patterns[0], 0) is not null)
            return n => PatternSample.Of(hints.Patterns[0], n)!;
        if (hints.Lengths.SelectMany(l => LengthsNear(l.Operator, l.Value)).Cast<int?>().FirstOrDefault() is >= 2 and <= LongestLength and var length && Texts.Contains(type.Name))
            return n => DistinctValues.Padded(n, length);
        if (hints.Case == "upper" && ofType is not null)
            return n => ofType(n).ToUpperInvariant();
        if (Integers.Contains(type.Name) && Lowest(hints) is { } lowest)
            return n => (lowest + n).ToString(CultureInfo.InvariantCulture);
        return null;
    }

    private static long? Lowest(CheckHints hints)
    {
        var bounds = hints.Comparisons.Where(c => c.Operator is ">" or ">=" && long.TryParse(c.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)).ToList();
        return bounds.Count == 0 ? null : bounds.Max(c => long.Parse(c.Value, CultureInfo.InvariantCulture) + (c.Operator == ">" ? 1 : 0));
    }

    private static IEnumerable<int> LengthsNear(string sign, string value)
    {
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return [];
        return sign switch
        {
            "<" => [length - 1],
            ">" => [length + 1],
            "<>" => [length + 1],
            _ => [length],
        };
    }

    private static IEnumerable<string> Near(string type, string sign, string value)
    {
        if (Integers.Contains(type) || Fractions.Contains(type))
            return NearNumber(sign, value);
        if (type is "date" or "timestamp" or "timestamptz" && sign is not "=" && Moment(value) is { } moment)
            return NearMoment(type, sign, moment);
        return sign is "=" or ">=" or "<=" ? [value] : [];
    }

    private static IEnumerable<string> NearNumber(string sign, string value)
    {
        if (!decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return sign == "=" ? [value] : [];
        decimal[] numbers = sign switch
        {
            ">" => [number + 1],
            ">=" => [number, number + 1],
            "<" => [number - 1],
            "<=" => [number, number - 1],
            "<>" => [number + 1, number - 1],
            _ => [number],
        };
        return numbers.Select(n => n.ToString(CultureInfo.InvariantCulture));
    }

    // A range may be narrower than one.
    private static IEnumerable<string> Between(string type, IReadOnlyList<(string Operator, string Value)> comparisons)
    {
        if (!Fractions.Contains(type))
            yield break;
        var numbers = comparisons.Where(c => c.Operator is not "=").Select(c => decimal.TryParse(c.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : (decimal?)null)
            .Where(n => n is not null).Select(n => n!.Value).Order().ToList();
        for (var i = 0; i + 1 < numbers.Count; i++)
            yield return ((numbers[i] + numbers[i + 1]) / 2).ToString(CultureInfo.InvariantCulture);
    }

    private static DateTime? Moment(string value) =>
        DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    private static IEnumerable<string> NearMoment(string type, string sign, DateTime moment)
    {
        var format = type == "date" ? "yyyy-MM-dd" : type == "timestamp" ? "yyyy-MM-dd HH:mm:ss.ffffff" : "yyyy-MM-dd HH:mm:ss.ffffff'+00'";
        DateTime[] moments = sign switch
        {
            ">" or "<>" => [moment.AddDays(1)],
            "<" => [moment.AddDays(-1)],
            ">=" => [moment, moment.AddDays(1)],
            _ => [moment, moment.AddDays(-1)],
        };
        return moments.Select(m => m.ToString(format, CultureInfo.InvariantCulture));
    }
}

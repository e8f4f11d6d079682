using System.Globalization;
using MigrationBuild.Sqlite.Engine;

namespace MigrationBuild.Sqlite.Scratch.Rows;

/// <summary>A real number as SQL that gives back each of its bits.</summary>
internal static class RealLiteral
{
    // Up to so many digits the engine reads a number as it wrote it (sqlite.org/floatingpoint.html).
    private const int ExactDigits = 15;

    private const int BitsOfFraction = 52;
    private const int LeastExponent = -1074;

    // A factor that the engine reads exactly.
    private const int Step = 32;

    public static string Of(double value, SqliteSession session)
    {
        // There is no word for it; a number that is too large is it.
        if (double.IsInfinity(value))
            return value > 0 ? "9e999" : "-9e999";
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        if (text.AsSpan().IndexOfAny('.', 'E') < 0)
            text += ".0";
        return text.Count(char.IsAsciiDigit) <= ExactDigits || IsReadAs(value, text, session) ? text : Computed(value);
    }

    private static bool IsReadAs(double value, string text, SqliteSession session)
    {
        using var statement = session.Prepare($"SELECT {text}");
        return statement.Step() && BitConverter.DoubleToInt64Bits(statement.Real(0)) == BitConverter.DoubleToInt64Bits(value);
    }

    /// <summary>As a whole number times or by powers of two, which loses nothing.</summary>
    private static string Computed(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        var exponent = (int)(bits >> BitsOfFraction);
        var fraction = bits & ((1L << BitsOfFraction) - 1);
        var whole = exponent == 0 ? fraction : fraction | (1L << BitsOfFraction);
        var power = Math.Max(exponent, 1) - 1 + LeastExponent;
        var operation = power < 0 ? '/' : '*';
        var factors = new List<int>(Enumerable.Repeat(Step, Math.Abs(power) / Step)) { Math.Abs(power) % Step };
        return FormattableString.Invariant($"{(value < 0 ? "-" : "")}(CAST({whole} AS REAL){string.Concat(factors.Select(factor => $" {operation} {1L << factor}.0"))})");
    }
}

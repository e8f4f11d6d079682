namespace MigrationBuild.Scripts;

/// <summary>The version at the start of a name: where its digits end is not obvious, because names may begin with digits too.</summary>
public static class VersionPrefix
{
    /// <summary>`0007_add_email` to version and name; false where no version stands at the start, or letters touch it.</summary>
    public static bool TrySplit(string text, out MigrationVersion version, out string name)
    {
        version = null!;
        name = "";
        var length = LengthIn(text);
        if (length == 0 || MigrationVersion.TryParse(text[..length]) is not { } parsed)
            return false;
        if (length < text.Length && text[length] is not ('_' or '-' or ' '))
            return false;
        version = parsed;
        name = text[length..].TrimStart('_', '-', ' ');
        return true;
    }

    /// <summary>The number of characters that belong to the version; 0: none.</summary>
    public static int LengthIn(string text)
    {
        var first = Digits(text, 0);
        if (first == 4 && DashedDate(text) is var dashed and > 0)
            return dashed;
        if (first == 8 && IsDate(Number(text, 0, 4), Number(text, 4, 2), Number(text, 6, 2)))
            return WithCounter(text, first, '_');
        return first;
    }

    // `2024-05-01` or `2024-5-1`, then a time or a counter: `2024-05-01-094242`, `2024-05-01-094242-0001`, `2024-05-01_00`. But `0007-05-01_x` is number 7.
    private static int DashedDate(string text)
    {
        var month = Digits(text, 5);
        if (text.Length < 8 || text[4] != '-' || month is < 1 or > 2 || 5 + month >= text.Length || text[5 + month] != '-')
            return 0;
        var day = Digits(text, 6 + month);
        var end = 6 + month + day;
        if (day is < 1 or > 2 || !IsDate(Number(text, 0, 4), Number(text, 5, month), Number(text, 6 + month, day)))
            return 0;
        var withTime = WithCounter(text, end, '-');
        return withTime > end ? WithCounter(text, withTime, '-') : WithCounter(text, end, '_');
    }

    // The group counts only where it is digits alone: in `20260203_2nd_try` the version is the date.
    private static int WithCounter(string text, int end, char separator)
    {
        if (end >= text.Length || text[end] != separator)
            return end;
        var digits = Digits(text, end + 1);
        var after = end + 1 + digits;
        return digits > 0 && (after == text.Length || text[after] is '_' or '-' or ' ') ? after : end;
    }

    private static bool IsDate(int year, int month, int day) =>
        year is >= 1900 and < 3000 && month is >= 1 and <= 12 && day is >= 1 and <= 31;

    private static int Number(string text, int start, int length)
    {
        var value = 0;
        for (var i = start; i < start + length; i++)
            value = value * 10 + (text[i] - '0');
        return value;
    }

    private static int Digits(string text, int start)
    {
        var i = start;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
            i++;
        return i - start;
    }
}

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
        if (length < text.Length && text[length] is not ('_' or '-'))
            return false;
        version = parsed;
        name = text[length..].TrimStart('_', '-');
        return true;
    }

    /// <summary>The number of characters that belong to the version; 0: none.</summary>
    public static int LengthIn(string text)
    {
        var first = Digits(text, 0);
        if (first == 4 && DashedDate(text) is var dashed and > 0)
            return dashed;
        if (first == 8 && IsDate(text))
            return WithCounter(text, first, '_');
        return first;
    }

    // `2024-05-01`, then a time or a counter: `2024-05-01-094242`, `2024-05-01_00`.
    private static int DashedDate(string text)
    {
        var isDate = text.Length >= 10 && text[4] == '-' && Digits(text, 5) == 2 && text[7] == '-' && Digits(text, 8) == 2;
        if (!isDate)
            return 0;
        var withTime = WithCounter(text, 10, '-');
        return withTime > 10 ? withTime : WithCounter(text, 10, '_');
    }

    // The group counts only where it is digits alone: in `20260203_2nd_try` the version is the date.
    private static int WithCounter(string text, int end, char separator)
    {
        if (end >= text.Length || text[end] != separator)
            return end;
        var digits = Digits(text, end + 1);
        var after = end + 1 + digits;
        return digits > 0 && (after == text.Length || text[after] is '_' or '-') ? after : end;
    }

    private static bool IsDate(string text)
    {
        var year = Number(text, 0, 4);
        var month = Number(text, 4, 2);
        var day = Number(text, 6, 2);
        return year is >= 1900 and < 3000 && month is >= 1 and <= 12 && day is >= 1 and <= 31;
    }

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

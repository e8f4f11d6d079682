using System.Globalization;
using System.Text;

namespace MigrationBuild.PostgreSql.Proofs.Tables;

/// <summary>
/// Texts that match a simple regular expression: literals, classes, groups, alternatives, repetitions, anchors. What it makes is tried like any
/// value, so that a wrong one does no harm.
/// </summary>
internal sealed class PatternSample
{
    private const int EndlessRepeats = 4;
    private const string Digits = "0123456789";
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    private readonly string _pattern;
    private int _at;
    private int _number;

    private PatternSample(string pattern, int number)
    {
        _pattern = pattern;
        _number = number;
    }

    /// <summary>The n-th of several; null where the pattern is not understood.</summary>
    public static string? Of(string pattern, int n)
    {
        try
        {
            var sample = new PatternSample(pattern, n);
            var text = sample.Alternatives();
            return sample._at == pattern.Length ? text : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private bool IsAtEnd => _at >= _pattern.Length;

    private char Next => IsAtEnd ? throw new FormatException("the pattern ends too soon") : _pattern[_at];

    // The first alternative; the others are read over.
    private string Alternatives()
    {
        var first = Sequence();
        while (!IsAtEnd && Next == '|')
        {
            _at++;
            Sequence();
        }
        return first;
    }

    private string Sequence()
    {
        var text = new StringBuilder();
        while (!IsAtEnd && Next is not ('|' or ')'))
        {
            var start = _at;
            var one = Atom();
            var afterAtom = _at;
            var times = Repeats();
            var afterRepeats = _at;
            text.Append(times == 0 ? "" : one);
            // Again from the pattern, so that each repetition takes another character.
            for (var i = 1; i < times; i++)
            {
                _at = start;
                text.Append(Atom());
            }
            _at = times > 1 ? afterRepeats : Math.Max(afterAtom, afterRepeats);
        }
        return text.ToString();
    }

    private string Atom()
    {
        var c = Next;
        _at++;
        switch (c)
        {
            case '^' or '$':
                return "";
            case '.':
                return Pick(Letters);
            case '[':
                return Pick(Class());
            case '\\':
                return Escape() is { Length: > 0 } set ? Pick(set) : "";
            case '(':
                if (!IsAtEnd && Next == '?')
                    _at += _pattern.AsSpan(_at).StartsWith("?:") ? 2 : throw new FormatException("a group of a kind that is not known");
                var inside = Alternatives();
                if (Next != ')')
                    throw new FormatException("a group is not closed");
                _at++;
                return inside;
            case '*' or '+' or '?' or '{' or ')':
                throw new FormatException("nothing to repeat");
            default:
                return c.ToString();
        }
    }

    // A repetition that may be left out is; one without end is long enough for many different texts.
    private int Repeats()
    {
        if (IsAtEnd)
            return 1;
        var times = 1;
        switch (Next)
        {
            case '*' or '?':
                times = 0;
                _at++;
                break;
            case '+':
                times = EndlessRepeats;
                _at++;
                break;
            case '{':
                var close = _pattern.IndexOf('}', _at);
                if (close < 0 || !int.TryParse(_pattern[(_at + 1)..close].Split(',')[0], NumberStyles.None, CultureInfo.InvariantCulture, out times))
                    throw new FormatException("a repetition is not understood");
                _at = close + 1;
                break;
        }
        if (!IsAtEnd && Next == '?' && times != 1)
            _at++;
        return times;
    }

    private string Class()
    {
        var isNegated = Next == '^';
        if (isNegated)
            _at++;
        var set = new StringBuilder();
        for (var isFirst = true; isFirst || Next != ']'; isFirst = false)
        {
            if (Next == '[' && _pattern.AsSpan(_at).StartsWith("[:"))
            {
                set.Append(Named());
                continue;
            }
            var c = Next;
            _at++;
            if (c == '\\')
                set.Append(Escape());
            else if (!IsAtEnd && Next == '-' && _at + 1 < _pattern.Length && _pattern[_at + 1] != ']')
                set.Append(Range(c));
            else
                set.Append(c);
        }
        _at++;
        var found = set.ToString();
        if (!isNegated)
            return found;
        return string.Concat((Letters + Digits).Where(c => !found.Contains(c))) is { Length: > 0 } others ? others : throw new FormatException("nothing is left");
    }

    private string Range(char from)
    {
        var to = _pattern[_at + 1];
        _at += 2;
        return from <= to ? string.Concat(Enumerable.Range(from, to - from + 1).Select(c => (char)c)) : throw new FormatException("a range runs backwards");
    }

    private string Named()
    {
        var close = _pattern.IndexOf(":]", _at, StringComparison.Ordinal);
        var name = close < 0 ? "" : _pattern[(_at + 2)..close];
        _at = close + 2;
        return name switch
        {
            "alpha" or "lower" => Letters,
            "upper" => Letters.ToUpperInvariant(),
            "digit" or "xdigit" => Digits,
            "alnum" => Letters + Digits,
            "space" or "blank" => " ",
            _ => throw new FormatException($"the class {name} is not known"),
        };
    }

    /// <returns>The characters; none for a place between characters.</returns>
    private string Escape()
    {
        var c = Next;
        _at++;
        return c switch
        {
            'd' => Digits,
            'w' => Letters + Digits,
            's' => " ",
            'm' or 'M' or 'y' or 'A' or 'Z' => "",
            _ when char.IsAsciiLetterOrDigit(c) => throw new FormatException($"the escape {c} is not known"),
            _ => c.ToString(),
        };
    }

    private string Pick(string set)
    {
        var picked = set[_number % set.Length];
        _number /= set.Length;
        return picked.ToString();
    }
}

using System.Text;
using System.Text.RegularExpressions;

namespace MigrationBuild.Schemas;

/// <summary>Brackets that change nothing: `a AND (b AND c)` is `a AND b AND c`, and so with OR.</summary>
internal static partial class BooleanBrackets
{
    /// <summary>The line without them; the line itself where its brackets do not match.</summary>
    public static string Without(string line)
    {
        if (!line.Contains('(', StringComparison.Ordinal) || !Connective().IsMatch(line))
            return line;
        var at = 0;
        var group = Read(line, ref at, isInner: false);
        return group is null ? line : group.ToString();
    }

    /// <returns>What stands up to the bracket that ends the group; null where none does.</returns>
    private static Group? Read(string text, ref int at, bool isInner)
    {
        var group = new Group();
        while (at < text.Length)
        {
            switch (text[at])
            {
                case ')':
                    return isInner ? group : null;
                case '(':
                    at++;
                    if (Read(text, ref at, isInner: true) is not { } inner)
                        return null;
                    at++;
                    group.Add(inner);
                    break;
                case '\'' or '"':
                    var end = text.IndexOf(text[at], at + 1);
                    if (end < 0)
                        return null;
                    group.Add(text[at..(end + 1)], isQuoted: true);
                    at = end + 1;
                    break;
                default:
                    var next = text.AsSpan(at).IndexOfAny("()'\"");
                    next = next < 0 ? text.Length : at + next;
                    group.Add(text[at..next], isQuoted: false);
                    at = next;
                    break;
            }
        }
        return isInner ? null : group;
    }

    [GeneratedRegex(@"\b(AND|OR|BETWEEN|CASE)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Connective();

    [GeneratedRegex(@"(^|\s)(AND|OR)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EndsWithConnective();

    [GeneratedRegex(@"^\s*(AND|OR)(\s|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BeginsWithConnective();

    private sealed class Group
    {
        private readonly List<(string Text, bool IsQuoted, Group? Inner)> _parts = [];

        public void Add(string text, bool isQuoted) => _parts.Add((text, isQuoted, null));

        public void Add(Group inner) => _parts.Add(("", false, inner));

        public override string ToString()
        {
            var text = new StringBuilder();
            for (var i = 0; i < _parts.Count; i++)
            {
                var inner = _parts[i].Inner;
                text.Append(inner is null ? _parts[i].Text : IsNeedless(i, inner) ? inner.ToString() : $"({inner})");
            }
            return text.ToString();
        }

        // The group is one operand of a row of the same connective.
        private bool IsNeedless(int place, Group inner) =>
            Only is { } own && own == inner.Only
            && (place == 0 || (_parts[place - 1] is { IsQuoted: false, Inner: null } before && EndsWithConnective().IsMatch(before.Text)))
            && (place == _parts.Count - 1 || (_parts[place + 1] is { IsQuoted: false, Inner: null } after && BeginsWithConnective().IsMatch(after.Text)));

        // AND or OR, where no other is there: BETWEEN has an AND of its own.
        private string? Only
        {
            get
            {
                var words = _parts.Where(p => !p.IsQuoted).SelectMany(p => Connective().Matches(p.Text)).Select(m => m.Value.ToUpperInvariant()).Distinct().ToList();
                return words is ["AND" or "OR"] ? words[0] : null;
            }
        }
    }
}

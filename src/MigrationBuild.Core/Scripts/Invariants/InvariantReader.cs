using System.Globalization;
using System.Text;

namespace MigrationBuild.Scripts.Invariants;

/// <summary>
/// Reads one invariant: a word, then in parentheses a name of up to three parts (`schema.table.column`, `*` for all columns) and
/// perhaps `, sample N`. No SQL begins like that, so that what does and is wrong is a mistake and no query.
/// </summary>
internal sealed class InvariantReader(string text)
{
    private static readonly (string Word, InvariantKind Kind, string Form)[] Words =
    [
        ("rows", InvariantKind.Rows, "rows(TABLE)"),
        ("checksum", InvariantKind.Checksum, "checksum(TABLE), checksum(TABLE.COLUMN) or checksum(TABLE, sample 1000)"),
        ("orphans", InvariantKind.Orphans, "orphans(TABLE) or orphans(TABLE.COLUMN)"),
        ("unvalidated", InvariantKind.Unvalidated, "unvalidated()"),
        ("invalid_indexes", InvariantKind.InvalidIndexes, "invalid_indexes()"),
    ];

    private int _at;

    /// <summary>What is wrong, after <see cref="Read"/> gave nothing; null where this is none.</summary>
    public string? Mistake { get; private set; }

    public Invariant? Read()
    {
        SkipBlank();
        var word = ReadWord();
        var found = Array.Find(Words, w => w.Word.Equals(word, StringComparison.OrdinalIgnoreCase));
        if (found.Word is null || !Skip('('))
            return null;
        try
        {
            return ReadArguments(found.Kind);
        }
        catch (FormatException e)
        {
            Mistake = $"{e.Message}; write {found.Form}";
            return null;
        }
    }

    private Invariant ReadArguments(InvariantKind kind)
    {
        var path = kind is InvariantKind.Unvalidated or InvariantKind.InvalidIndexes ? [] : ReadPath();
        int? sample = kind == InvariantKind.Checksum && Skip(',') ? ReadSample() : null;
        if (!Skip(')'))
            throw new FormatException(_at == text.Length ? "the parenthesis is not closed" : $"'{text[_at..]}' does not belong there");
        if (_at < text.Length)
            throw new FormatException($"'{text[_at..]}' follows the parenthesis");
        return ToInvariant(kind, path, sample);
    }

    // A name of two parts is a table and its column, but where a column makes no sense.
    private static Invariant ToInvariant(InvariantKind kind, List<WrittenName?> path, int? sample)
    {
        if (path.Count == 0)
            return new(kind, null, null, null, null);
        var hasColumn = kind != InvariantKind.Rows && path.Count > 1;
        var table = path.Count - (hasColumn ? 2 : 1);
        if (table > 1)
            throw new FormatException("the name has too many parts");
        if (path.SkipLast(hasColumn ? 1 : 0).Any(p => p is null))
            throw new FormatException("* stands for all columns, after the table's name");
        return new(kind, table == 0 ? null : path[0], path[table], hasColumn ? path[^1] : null, sample);
    }

    // Null for `*`.
    private List<WrittenName?> ReadPath()
    {
        var path = new List<WrittenName?> { ReadName() };
        while (Skip('.'))
            path.Add(ReadName());
        return path.Count <= 3 ? path : throw new FormatException("the name has too many parts");
    }

    private WrittenName? ReadName()
    {
        SkipBlank();
        if (Skip('*'))
            return null;
        var name = _at == text.Length ? new("", false) : text[_at] switch
        {
            '"' => ReadQuoted('"'),
            '`' => ReadQuoted('`'),
            '[' => ReadQuoted(']'),
            _ => new(ReadWord(), IsQuoted: false),
        };
        SkipBlank();
        return name.Text.Length > 0 ? name : throw new FormatException("a name is missing");
    }

    private WrittenName ReadQuoted(char end)
    {
        var name = new StringBuilder();
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] != end)
            {
                name.Append(text[_at]);
                continue;
            }
            // Doubled, the quote is a part of the name; a bracket cannot be.
            if (end == ']' || _at + 1 == text.Length || text[_at + 1] != end)
            {
                _at++;
                return new(name.ToString(), IsQuoted: true);
            }
            name.Append(text[++_at]);
        }
        throw new FormatException("a quoted name is not closed");
    }

    private int ReadSample()
    {
        SkipBlank();
        if (!ReadWord().Equals("sample", StringComparison.OrdinalIgnoreCase))
            throw new FormatException("after the comma only 'sample N' can stand");
        SkipBlank();
        var number = ReadWord();
        SkipBlank();
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows is > 0 and <= Invariant.MostSampled
            ? rows
            : throw new FormatException($"'{number}' is no number of rows from 1 to {Invariant.MostSampled}");
    }

    private string ReadWord()
    {
        var start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && !"\"'`[]().,;".Contains(text[_at], StringComparison.Ordinal))
            _at++;
        return text[start.._at];
    }

    /// <summary>Skips the character, and blanks around it, if it is next.</summary>
    private bool Skip(char wanted)
    {
        SkipBlank();
        if (_at == text.Length || text[_at] != wanted)
            return false;
        _at++;
        SkipBlank();
        return true;
    }

    private void SkipBlank()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
    }
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace MigrationBuild.Sqlite.Scratch.Values;

/// <param name="Length">Of VARCHAR(n), the precision of DECIMAL(p, s); null where there is none.</param>
/// <param name="Scale">Of DECIMAL(p, s).</param>
internal sealed partial record ColumnType(TypeKind Kind, int? Length, int? Scale)
{
    // The first that is in the word counts: the usual words first, then those that give a column its affinity
    // (sqlite.org/datatype3.html#determination_of_column_affinity), in their order.
    private static readonly (string Word, TypeKind Kind)[] Words =
    [
        ("BOOL", TypeKind.Boolean), ("JSON", TypeKind.Json), ("UUID", TypeKind.Uuid), ("GUID", TypeKind.Uuid), ("UNIQUEIDENTIFIER", TypeKind.Uuid),
        ("DATETIME", TypeKind.DateTime), ("TIMESTAMP", TypeKind.DateTime), ("DATE", TypeKind.Date), ("TIME", TypeKind.Time),
        ("INT", TypeKind.Integer), ("CHAR", TypeKind.Text), ("CLOB", TypeKind.Text), ("TEXT", TypeKind.Text), ("STRING", TypeKind.Text),
        ("BLOB", TypeKind.Blob), ("BINARY", TypeKind.Blob), ("REAL", TypeKind.Real), ("FLOA", TypeKind.Real), ("DOUB", TypeKind.Real),
        ("DEC", TypeKind.Decimal), ("NUM", TypeKind.Decimal), ("MONEY", TypeKind.Decimal),
    ];

    public static ColumnType Parse(string declared)
    {
        var word = declared.Split('(', 2)[0];
        var kind = Words.Where(known => word.Contains(known.Word, StringComparison.OrdinalIgnoreCase)).Select(known => known.Kind).FirstOrDefault();
        var numbers = Numbers().Match(declared);
        return new ColumnType(kind, NumberOf(numbers.Groups["first"]), NumberOf(numbers.Groups["second"]));
    }

    /// <summary>Whether a literal is of the class that people keep in such a column.</summary>
    public bool Fits(string literal) => Kind switch
    {
        TypeKind.Any => true,
        TypeKind.Boolean or TypeKind.Integer or TypeKind.Real or TypeKind.Decimal => literal[0] is not ('\'' or 'x'),
        TypeKind.Blob => literal[0] == 'x',
        _ => literal[0] != 'x',
    };

    private static int? NumberOf(Group group) =>
        int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"\(\s*(?<first>\d+)\s*(,\s*(?<second>\d+)\s*)?\)", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}

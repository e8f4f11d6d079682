using System.Globalization;
using MigrationBuild.Drivers;

namespace MigrationBuild.PostgreSql.Proofs.Tables;

/// <summary>Values for every type, first those that the checks and partitions of a column ask for.</summary>
internal sealed class TypeValues
{
    private const int MostNested = 8;

    // Beyond every ordinary value and every small number of rows.
    private const int Late = 500;

    private static readonly Dictionary<TextReading, string> None = [];

    private readonly Dictionary<uint, ScratchType> _types;
    private readonly Dictionary<uint, List<string>> _domainChecks;

    public TypeValues(IReadOnlyDictionary<uint, ScratchType> ofServer, IEnumerable<ScratchType> ofDatabase, Dictionary<uint, List<string>> domainChecks)
    {
        _types = new Dictionary<uint, ScratchType>(ofServer);
        foreach (var type in ofDatabase)
            _types.Add(type.Oid, type);
        _domainChecks = domainChecks;
    }

    /// <summary>Whether a domain refuses NULL.</summary>
    public bool IsNotNull(uint oid) =>
        _types.TryGetValue(oid, out var type) && type.Kind == 'd' && (type.IsNotNull || IsNotNull(type.Base));

    /// <param name="constants">Where there are any, only these fit for certain.</param>
    public ColumnValues For(uint oid, int modifier, CheckHints hints, IReadOnlyList<string> constants)
    {
        var allHints = new List<CheckHints> { hints };
        while (_types.TryGetValue(oid, out var domain) && domain.Kind == 'd')
        {
            allHints.Add(CheckHints.Of("VALUE", _domainChecks.GetValueOrDefault(oid) ?? []));
            (oid, modifier) = (domain.Base, domain.BaseModifier >= 0 ? domain.BaseModifier : modifier);
        }
        if (!_types.TryGetValue(oid, out var type))
            return new ColumnValues([], null, None);
        var texts = TextsOf(type, modifier, 0);
        var distinct = DistinctOf(type, modifier, 0);
        var hinted = allHints.SelectMany(h => HintedValues.Of(type, h, distinct is null ? null : distinct(Late)));
        distinct = allHints.Select(h => HintedValues.Distinct(type, h, distinct)).LastOrDefault(d => d is not null) ?? distinct;
        if (allHints.Any(h => h.IsList))
            distinct = null;
        var count = constants.Count;
        if (count > 0)
            distinct = PartitionDistinct(type, constants[0]);
        return new ColumnValues(
            [.. constants.Concat(hinted).Concat(texts).Distinct(StringComparer.Ordinal).Select(text => Literal(text, type))],
            distinct is null ? null : n => Literal(distinct(n), type),
            type.Name is "text" or "varchar" or "bpchar" or "citext" ? ReadingsOf(type) : None);
    }

    private static Dictionary<TextReading, string> ReadingsOf(ScratchType type) =>
        new() { [TextReading.Json] = Literal("{}", type), [TextReading.Numbers] = Literal("1", type) };

    private static string Literal(string text, ScratchType type) => $"{SqlText.Literal(text)}::{type.Sql}";

    // Past the lower end of a range: near enough to be in it.
    private static Func<int, string>? PartitionDistinct(ScratchType type, string first) => type.Name switch
    {
        "int2" or "int4" or "int8" or "numeric" when long.TryParse(first, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) =>
            n => (number + n).ToString(CultureInfo.InvariantCulture),
        "timestamp" or "timestamptz" when DateTime.TryParse(first, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time) =>
            n => time.AddMinutes(n).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + (type.Name == "timestamptz" ? "+00" : ""),
        "date" when DateOnly.TryParse(first, CultureInfo.InvariantCulture, out var date) => n => date.AddDays(n).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => null,
    };

    private IReadOnlyList<string> TextsOf(ScratchType type, int modifier, int depth) => depth > MostNested ? [] : type switch
    {
        { Kind: 'e' } => type.Labels,
        { Kind: 'd' } => Nested(type.Base, type.BaseModifier, depth),
        { Kind: 'r' } => RangeValues.Of(Name(type.Subtype)),
        { Kind: 'm' } => RangeValues.OfMultirange(Nested(Subrange(type), -1, depth)),
        { Kind: 'c' } => Composites(type, depth),
        { Element: > 0 } => ArrayText.Of(Nested(type.Element, modifier, depth)),
        _ => BaseValues.Of(type.Name, modifier),
    };

    private Func<int, string>? DistinctOf(ScratchType type, int modifier, int depth) => depth > MostNested ? null : type switch
    {
        { Kind: 'e' } => null,
        { Kind: 'd' } => NestedDistinct(type.Base, type.BaseModifier, depth),
        { Kind: 'r' } => RangeValues.Distinct(Name(type.Subtype)),
        { Kind: 'm' } => RangeValues.DistinctMultirange(NestedDistinct(Subrange(type), -1, depth)),
        { Kind: 'c' } => DistinctComposite(type, depth),
        { Element: > 0 } => NestedDistinct(type.Element, modifier, depth) is { } element ? n => ArrayText.From([element(n)]) : null,
        _ => DistinctValues.Of(type.Name, modifier),
    };

    private IReadOnlyList<string> Nested(uint oid, int modifier, int depth) =>
        _types.TryGetValue(oid, out var type) ? TextsOf(type, modifier, depth + 1) : [];

    private Func<int, string>? NestedDistinct(uint oid, int modifier, int depth) =>
        _types.TryGetValue(oid, out var type) ? DistinctOf(type, modifier, depth + 1) : null;

    // The first value of each attribute, then the second, …; then all NULL.
    private IReadOnlyList<string> Composites(ScratchType type, int depth)
    {
        var attributes = type.Attributes.Select((oid, i) => Nested(oid, type.AttributeModifiers[i], depth)).ToList();
        var rows = attributes.Select(a => a.Count).DefaultIfEmpty(0).Max();
        return [.. Enumerable.Range(0, rows).Select(i => RowText.From(attributes.Select(a => a.Count == 0 ? null : a[i % a.Count]))), RowText.From(attributes.Select(_ => (string?)null))];
    }

    private Func<int, string>? DistinctComposite(ScratchType type, int depth)
    {
        var makers = type.Attributes.Select((oid, i) => NestedDistinct(oid, type.AttributeModifiers[i], depth)).ToList();
        return makers.Any(m => m is not null) ? n => RowText.From(makers.Select(m => m?.Invoke(n))) : null;
    }

    private string Name(uint oid) => _types.TryGetValue(oid, out var type) ? type.Name : "";

    // pg_range knows the range of a multirange; by its name it is found without asking for that.
    private uint Subrange(ScratchType type) =>
        _types.Values.FirstOrDefault(t => t.Kind == 'r' && t.Name == type.Name.Replace("multirange", "range", StringComparison.Ordinal))?.Oid ?? 0;
}

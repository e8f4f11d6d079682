using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace MigrationBuild.Schemas;

/// <summary>
/// Which schemas count as the same. The order of a table's columns does not count, unless asked for: a column that a down script adds again
/// is the last one, on every engine, and only statements without a list of columns can tell. Nor does the order of lines in a view, whose
/// `SELECT *` has taken the table's order. Nor do the brackets of `a AND (b AND c)`, which a server keeps as they were written.
/// </summary>
public static partial class SchemaEquivalence
{
    private const string Column = "column ";
    private const string Select = "SELECT ";
    private const string Moment = "'a moment'";

    // A reader gives an object that did not change as the same one, and a proof compares thousands of schemas that differ in one object.
    private static readonly ConditionalWeakTable<SchemaObject, SchemaObject> Unbracketed = [];
    private static readonly ConditionalWeakTable<SchemaObject, SchemaObject> Unordered = [];
    private static readonly ConditionalWeakTable<SchemaObject, SchemaObject> Timeless = [];

    /// <summary>The schema in a form in which equal means the same.</summary>
    public static Schema Normalize(Schema schema, bool withColumnOrder)
    {
        var plain = WithoutMoments(schema).Objects.Select(o => Unbracketed.GetValue(o, WithoutBrackets));
        return new(withColumnOrder ? plain : plain.Select(o => Unordered.GetValue(o, WithoutColumnOrder)));
    }

    /// <summary>Whether two schemas in that form are the same.</summary>
    public static bool AreSame(Schema one, Schema other)
    {
        if (one.Objects.Count != other.Objects.Count)
            return false;
        for (var i = 0; i < one.Objects.Count; i++)
        {
            var (a, b) = (one.Objects[i], other.Objects[i]);
            if (!ReferenceEquals(a, b) && !(a.Kind == b.Kind && a.Name == b.Name && a.Lines.SequenceEqual(b.Lines, StringComparer.Ordinal)))
                return false;
        }
        return true;
    }

    /// <summary>
    /// The schema without the moments at which statements ran: a server keeps `'now'::timestamp` in a view or a default as the time of the
    /// statement, which is another in each database. Nobody writes fractions of a second by hand, but for the end of a day; a server leaves
    /// out the zeros at their end.
    /// </summary>
    public static Schema WithoutMoments(Schema schema) => new(schema.Objects.Select(o => Timeless.GetValue(o, WithoutMoments)));

    private static SchemaObject WithoutMoments(SchemaObject item) =>
        item.Lines.Any(l => FractionOfSecond().IsMatch(l)) ? item with { Lines = [.. item.Lines.Select(l => FractionOfSecond().Replace(l, Moment))] } : item;

    // What a routine does is its text.
    private static SchemaObject WithoutBrackets(SchemaObject item)
    {
        if (item.Kind is "function" or "procedure")
            return item;
        var lines = item.Lines.Select(BooleanBrackets.Without).ToList();
        return lines.SequenceEqual(item.Lines, StringComparer.Ordinal) ? item : item with { Lines = lines };
    }

    private static SchemaObject WithoutColumnOrder(SchemaObject item)
    {
        if (item.Kind is "view" or "materialized view")
            return item with { Lines = [.. item.Lines.SelectMany(Parts).Order(StringComparer.Ordinal)] };
        if (item.Kind is not ("table" or "foreign table"))
            return item;
        var columns = item.Lines.Where(IsColumn).ToList();
        return columns.Count < 2 ? item : item with { Lines = [.. columns.Order(StringComparer.Ordinal), .. item.Lines.Where(l => !IsColumn(l))] };
    }

    // A server writes a column a line, the first one behind the word.
    private static IEnumerable<string> Parts(string line)
    {
        var text = line.Trim().TrimEnd(',');
        return text.StartsWith(Select, StringComparison.Ordinal) ? [Select, text[Select.Length..]] : [text];
    }

    private static bool IsColumn(string line) => line.StartsWith(Column, StringComparison.Ordinal);

    [GeneratedRegex(@"'\d{4,}-\d\d-\d\d \d\d:\d\d:\d\d\.(?!9+['+-])\d{1,6}([+-]\d\d(:\d\d)?)?'", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex FractionOfSecond();
}

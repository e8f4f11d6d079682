using MigrationBuild.Drivers;
using MigrationBuild.Schemas;

namespace MigrationBuild.Proofs;

/// <summary>What differs between the rows of a table before and after, for people.</summary>
internal static class RowChanges
{
    private const int MostShown = 60;

    /// <summary>A line a fact, such as `users.email: 18 of 24 values are lost`; empty where the same rows are there.</summary>
    /// <param name="before">Null: there was no such table.</param>
    /// <param name="after">Null: there is none.</param>
    public static IReadOnlyList<RowChange> Between(string table, TableRows? before, TableRows? after)
    {
        // That a table is not there is the schema's business.
        if (before is null || after is null)
            return [];
        var columns = before.Columns.Intersect(after.Columns, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var old = Sorted(before, columns);
        var now = Sorted(after, columns);
        if (old.SequenceEqual(now, StringComparer.Ordinal))
            return [];
        if (before.Rows.Count != after.Rows.Count)
            return [new(Counted(table, before.Rows.Count, after.Rows.Count))];
        var lines = columns.Select(column => Changed(table, column, Values(before, column), Values(after, column))).OfType<RowChange>().ToList();
        return lines.Count > 0 ? lines : [new($"{table}: values have moved from one row to another")];
    }

    private static string Counted(string table, int before, int after) =>
        after < before
            ? $"{table}: {before - after} of {before} rows are lost"
            : $"{table}: {after - before} {(after - before == 1 ? "row" : "rows")} more than the {before} before";

    private static RowChange? Changed(string table, string column, IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var lost = Multiset.Without(before, after);
        if (lost.Count == 0)
            return null;
        var come = Multiset.Without(after, before);
        var how = come.All(value => value == "NULL") ? "lost" : lost.All(value => value == "NULL") ? "no longer NULL" : "other ones";
        return new($"{table}.{column}: {lost.Count} of {before.Count} values are {how}", $"for example {Cut(lost[0])} before, {Cut(come[0])} now");
    }

    private static List<string> Sorted(TableRows rows, IReadOnlyList<string> columns)
    {
        var places = columns.Select(c => IndexOf(rows, c)).ToList();
        return [.. rows.Rows.Select(row => string.Join(", ", places.Select(p => row[p]))).Order(StringComparer.Ordinal)];
    }

    private static List<string> Values(TableRows rows, string column)
    {
        var place = IndexOf(rows, column);
        return [.. rows.Rows.Select(row => row[place])];
    }

    private static int IndexOf(TableRows rows, string column)
    {
        var place = 0;
        while (rows.Columns[place] != column)
            place++;
        return place;
    }

    private static string Cut(string value) => value.Length <= MostShown ? value : string.Concat(value.AsSpan(0, MostShown), "…");
}

using MigrationBuild.Drivers;

namespace MigrationBuild.Proofs;

/// <summary>
/// Makes INSERT statements for a table: the first row the most ordinary one, the others with the edges of each column's type mixed in. The engine
/// says which of them the table takes. The same table and parents give the same statements.
/// </summary>
/// <param name="rowsOf">What a table holds now; null where it is not there.</param>
internal sealed class RowMaker(ScratchTable table, Func<string, TableRows?> rowsOf)
{
    /// <summary>One row in so many has no value where it need not have one.</summary>
    private const int NullEvery = 4;

    // Keys start high: migrations give the low ones to rows of their own, also to those that they insert later. And each table's start elsewhere:
    // a later script may copy one table into another, which was empty in reality.
    private const int LowestKey = 1000;
    private const int KeysOfTable = 50;
    private const int Places = 140;

    private readonly Dictionary<string, ScratchColumn> _columns = table.Columns.ToDictionary(c => c.Name, StringComparer.Ordinal);
    private readonly int _firstKey = LowestKey + (KeysOfTable * (int)(table.Name.Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619) % Places));
    private readonly HashSet<string> _unique = [.. table.UniqueKeys.SelectMany(k => k)];

    // Of two keys that share a column the wider one has less choice.
    private readonly List<ScratchForeignKey> _foreignKeys = [.. table.ForeignKeys.OrderByDescending(k => k.Columns.Count)];

    /// <summary>Why not one row can be made; null where some can be tried.</summary>
    public string? WhyNone()
    {
        foreach (var key in table.ForeignKeys.Where(k => k.Parent != table.Name && !MayBeNull(k) && Parents(k).Count == 0))
            return $"every row needs one of {key.Parent}, which holds none";
        var unknown = table.Columns.FirstOrDefault(c => !c.IsAutomatic && !c.IsNullable && !c.HasDefault && c.Values.Count == 0 && !IsForeign(c.Name));
        return unknown is null ? null : $"no value is known for the type of {unknown.Name}";
    }

    /// <summary>Statements that mix the values of all columns.</summary>
    /// <param name="first">The number of the first row: other numbers give other rows.</param>
    public IEnumerable<string> Mixed(int first, int count) =>
        Enumerable.Range(first, count).Select(row => Statement(row, (column, place) => row == 0 ? 0 : row + place)).OfType<string>();

    /// <summary>
    /// Statements with the most ordinary value of each column, which makes rows alike where they may be, and now and then none where none is
    /// needed; nothing at the edge of a type.
    /// </summary>
    /// <param name="first">The number of the first row: other numbers give other keys.</param>
    public IEnumerable<string> Plain(int first, int count, TextReading reading) =>
        Enumerable.Range(first, count).Select(row => Statement(row, (column, _) => Plain(column, row), reading: reading)).OfType<string>();

    /// <summary>
    /// Statements for rows that equal no other in any column that has enough values: what a migration has brought into order, such as
    /// values that were there twice, stays so.
    /// </summary>
    /// <param name="first">The number of the first row: other numbers give other rows.</param>
    public IEnumerable<string> Fresh(int first, int count) =>
        Enumerable.Range(first, count).Select(row => Statement(row, (_, place) => row + place, allDistinct: true)).OfType<string>();

    /// <summary>Statements that differ from the most ordinary row in one column: for tables whose checks few combinations pass.</summary>
    public IEnumerable<string> OneByOne(int first)
    {
        var row = first;
        for (var varied = 0; varied < table.Columns.Count; varied++)
        {
            for (var choice = 1; choice < Choices(table.Columns[varied]).Count; choice++, row++)
            {
                if (Statement(row, (_, place) => place == varied ? choice : 0) is { } statement)
                    yield return statement;
            }
        }
    }

    /// <summary>Statements with a value in one of the columns that may be empty, and in no other: for tables of which each row is one of several things.</summary>
    public IEnumerable<string> Sparse(int first)
    {
        var row = first;
        foreach (var column in table.Columns.Where(c => c.IsNullable))
        {
            if (Statement(row++, (_, _) => 0, only: column.Name) is { } statement)
                yield return statement;
        }
    }

    /// <summary>Statements with any combination, by a fixed sequence of numbers.</summary>
    public IEnumerable<string> Scattered(int first, int count)
    {
        var state = 12345u;
        for (var row = first; row < first + count; row++)
        {
            if (Statement(row, (_, _) => (int)((state = (state * 1664525) + 1013904223) >> 16)) is { } statement)
                yield return statement;
        }
    }

    private string? Statement(int row, Func<ScratchColumn, int, int> choose, bool allDistinct = false, string? only = null, TextReading reading = TextReading.Words)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var place = 0; place < table.Columns.Count; place++)
        {
            var column = table.Columns[place];
            if (only is not null && column.IsNullable && column.Name != only)
                values[column.Name] = "NULL";
            else if ((!column.IsAutomatic || MayBeGiven(column)) && Value(column, row, choose(column, place), allDistinct) is { } value)
                values[column.Name] = value == column.Values.FirstOrDefault() && column.Readings.GetValueOrDefault(reading) is { } read ? read : value;
        }
        var pointing = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < _foreignKeys.Count; i++)
        {
            if (!Point(_foreignKeys[i], row, i, values, pointing, only))
                return null;
        }
        if (values.Count == 0)
            return $"INSERT INTO {table.Sql} DEFAULT VALUES";
        var columns = table.Columns.Where(c => values.ContainsKey(c.Name)).ToList();
        return $"INSERT INTO {table.Sql} ({string.Join(", ", columns.Select(c => c.Sql))}) VALUES ({string.Join(", ", columns.Select(c => values[c.Name]))})";
    }

    // Each value is an ordinary one where there are few.
    private static int Plain(ScratchColumn column, int row) =>
        column.IsNullable && row % NullEvery == NullEvery - 1 ? Choices(column).IndexOf("NULL") : column.Distinct is null ? row : 0;

    /// <summary>Null: leave the column out, for its default.</summary>
    private string? Value(ScratchColumn column, int row, int choice, bool allDistinct)
    {
        if ((allDistinct || _unique.Contains(column.Name)) && column.Distinct is { } distinct)
            return column.IsNullable && row % NullEvery == NullEvery - 1 ? "NULL" : distinct(_firstKey + row);
        var choices = Choices(column);
        return choices.Count == 0 ? null : choices[choice % choices.Count];
    }

    // A key that the engine would count up by itself.
    private bool MayBeGiven(ScratchColumn column) => column.Distinct is not null && _unique.Contains(column.Name);

    // Null stands for the default, which the second row takes.
    private static List<string?> Choices(ScratchColumn column)
    {
        var choices = new List<string?>(column.Values);
        if (column.IsNullable)
            choices.Insert(Math.Min(1, choices.Count), "NULL");
        if (column.HasDefault)
            choices.Insert(Math.Min(1, choices.Count), null);
        return choices;
    }

    /// <summary>Lets the row point to a row of the parent, or to nothing or itself. False where it cannot.</summary>
    /// <param name="pointing">The columns that point somewhere already: another key has one of them too.</param>
    private bool Point(ScratchForeignKey key, int row, int place, Dictionary<string, string> values, HashSet<string> pointing, string? only)
    {
        if (key.Columns.Any(c => !_columns.TryGetValue(c, out var column) || (column.IsAutomatic && !MayBeGiven(column))))
            return true;
        List<string> free = [.. key.Columns.Where(c => !pointing.Contains(c))];
        if (free.Count == 0)
            return true;
        var parents = Parents(key);
        if (parents.Count == 0 && !MayBeNull(key) && key.Parent == table.Name)
            return PointToItself(key, values);
        if (free.Count < key.Columns.Count)
            parents.RemoveAll(parent => key.Columns.Where((c, i) => pointing.Contains(c) && values[c] != parent[i]).Any());
        List<string> optional = [.. free.Where(c => _columns[c].IsNullable)];
        var isNull = optional.Count > 0 && (only is null ? row % NullEvery == NullEvery - 1 : !key.Columns.Contains(only));
        if (parents.Count == 0 || isNull)
        {
            foreach (var column in optional)
                values[column] = "NULL";
            return optional.Count > 0;
        }
        // Where the key is unique, each parent once.
        var chosen = parents[(row + (IsUnique(key) ? 0 : place * 7)) % parents.Count];
        for (var i = 0; i < key.Columns.Count; i++)
            values[key.Columns[i]] = chosen[i];
        pointing.UnionWith(key.Columns);
        return true;
    }

    private bool PointToItself(ScratchForeignKey key, Dictionary<string, string> values)
    {
        for (var i = 0; i < key.Columns.Count; i++)
        {
            if (!values.TryGetValue(key.ParentColumns[i], out var own))
                return false;
            values[key.Columns[i]] = own;
        }
        return true;
    }

    private List<IReadOnlyList<string>> Parents(ScratchForeignKey key)
    {
        if (rowsOf(key.Parent) is not { } rows)
            return [];
        var places = key.ParentColumns.Select(c => rows.Columns.ToList().IndexOf(c)).ToList();
        if (places.Contains(-1))
            return [];
        return [.. rows.Rows.Select(r => (IReadOnlyList<string>)[.. places.Select(p => r[p])]).Where(r => !r.Contains("NULL"))];
    }

    private bool MayBeNull(ScratchForeignKey key) => key.Columns.Any(c => _columns.TryGetValue(c, out var column) && column.IsNullable);

    private bool IsUnique(ScratchForeignKey key) => table.UniqueKeys.Any(u => u.All(key.Columns.Contains));

    private bool IsForeign(string column) => table.ForeignKeys.Any(k => k.Columns.Contains(column));
}

using MigrationBuild.Sqlite.Engine;
using MigrationBuild.Sqlite.History;

namespace MigrationBuild.Sqlite.Schemas;

/// <summary>What a user has made: not the history table, nor what virtual tables keep for themselves.</summary>
internal sealed class UserObjects
{
    private readonly Dictionary<string, MasterRow> _tables = new(NameComparer.Instance);
    private readonly Dictionary<string, List<MasterRow>> _indexes = new(NameComparer.Instance);
    private readonly List<MasterRow> _hidden = [];
    private HashSet<string> _shadows = new(NameComparer.Instance);

    /// <summary>By type, then name. The same list again while nothing has changed, and another one after.</summary>
    public IReadOnlyList<MasterRow> Rows { get; private set; } = [];

    public MasterRow? TableNamed(string name) => _tables.GetValueOrDefault(name);

    public IReadOnlyList<MasterRow> IndexesOf(string table) => _indexes.TryGetValue(table, out var indexes) ? indexes : [];

    public void Apply(MasterChange change)
    {
        if (change.Added.Count == 0 && change.Gone.Count == 0)
            return;
        // A virtual table decides which other tables are the user's.
        if (change.Added.Concat(change.Gone).Any(row => row.Module is not null))
            change = StartAnew(change);
        foreach (var row in change.Gone)
            Remove(row);
        List<MasterRow> added = [.. change.Added.Where(IsUsers)];
        _hidden.AddRange(change.Added.Where(row => !IsUsers(row)));
        foreach (var row in added)
            Add(row);
        Rows = Merge(Rows, change.Gone, added);
    }

    private MasterChange StartAnew(MasterChange change)
    {
        List<MasterRow> all = [.. Rows.Concat(_hidden).Except(change.Gone).Concat(change.Added)];
        _tables.Clear();
        _indexes.Clear();
        _hidden.Clear();
        Rows = [];
        _shadows = all.Where(row => row.Module is not null).SelectMany(row => ShadowTables.Of(row.Name, row.Module!)).ToHashSet(NameComparer.Instance);
        return new MasterChange(all, []);
    }

    private bool IsUsers(MasterRow row) => !(row.Type == "table" && (HistoryTable.Is(row.Name) || _shadows.Contains(row.Name)));

    private void Add(MasterRow row)
    {
        if (row.Type == "table")
            _tables[row.Name] = row;
        else if (row.Type == "index" && !_indexes.TryAdd(row.Table, [row]))
            _indexes[row.Table].Add(row);
    }

    private void Remove(MasterRow row)
    {
        _hidden.Remove(row);
        if (row.Type == "table" && ReferenceEquals(TableNamed(row.Name), row))
            _tables.Remove(row.Name);
        else if (row.Type == "index" && _indexes.TryGetValue(row.Table, out var indexes))
            indexes.Remove(row);
    }

    private static List<MasterRow> Merge(IReadOnlyList<MasterRow> before, IReadOnlyList<MasterRow> gone, List<MasterRow> added)
    {
        var without = gone.ToHashSet();
        var merged = new List<MasterRow>(before.Count + added.Count);
        added.Sort(Compare);
        var next = 0;
        foreach (var row in before)
        {
            if (without.Contains(row))
                continue;
            while (next < added.Count && Compare(added[next], row) < 0)
                merged.Add(added[next++]);
            merged.Add(row);
        }
        merged.AddRange(added.Skip(next));
        return merged;
    }

    private static int Compare(MasterRow one, MasterRow other)
    {
        var byType = string.CompareOrdinal(one.Type, other.Type);
        return byType != 0 ? byType : string.CompareOrdinal(one.Name, other.Name);
    }
}

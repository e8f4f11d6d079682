using MigrationBuild.Drivers;
using MigrationBuild.Schemas;

namespace MigrationBuild.Proofs;

/// <summary>Puts rows into the scratch tables that are new, were emptied or have changed. Remembers which could not be filled, and why.</summary>
internal sealed class RowFiller(ScratchWorld world)
{
    /// <summary>Enough for every edge of a type to meet some of the others.</summary>
    private const int RowsOfNewTable = 24;

    private const int RowsOfChangedTable = 8;

    /// <summary>With and without a value in what may be empty, and some alike.</summary>
    private const int PlainRows = 8;

    /// <summary>How often to try any combination before a table counts as one that cannot be filled.</summary>
    private const int MostScattered = 96;

    private readonly Dictionary<string, string> _unfilled = new(StringComparer.Ordinal);
    private readonly HashSet<string> _owned = new(StringComparer.Ordinal);
    private Dictionary<string, SchemaObject> _filled = new(StringComparer.Ordinal);

    /// <summary>The tables that hold no rows, with the reason.</summary>
    public IReadOnlyDictionary<string, string> Unfilled => _unfilled;

    /// <summary>The tables for which the project brings rows itself, by name.</summary>
    public IReadOnlyList<string> LeftAlone => [.. _owned.Order(StringComparer.Ordinal)];

    /// <summary>Goes on where another build stopped, on a scratch database in the state that it left.</summary>
    public void Resume(CachedProof after)
    {
        foreach (var (table, reason) in after.Unfilled)
            _unfilled[table] = reason;
        LeaveAlone(after.Seeded);
        world.Resume(after.Made);
        _filled = Definitions();
    }

    /// <summary>The project brings rows for these itself.</summary>
    public void LeaveAlone(IEnumerable<string> tables) => _owned.UnionWith(tables);

    /// <returns>The tables that turned out not to take rows now, and did before or are new.</returns>
    public async Task<IReadOnlyList<string>> FillAsync(CancellationToken cancellationToken)
    {
        var definitions = Definitions();
        var changed = world.Tables.Keys.Where(t => IsOther(t, definitions)).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _unfilled.Keys.Where(t => !world.Tables.ContainsKey(t)).ToList())
            _unfilled.Remove(gone);
        var failed = new List<string>();
        foreach (var table in ParentsFirst(world.Tables))
        {
            if (!NeedsRows(table, changed))
                continue;
            changed.Add(table.Name);
            // A trigger of another table may have filled it.
            await world.ReadRowsAsync([table.Name], cancellationToken).ConfigureAwait(false);
            var knew = _unfilled.Remove(table.Name);
            if (await FillAsync(table, cancellationToken).ConfigureAwait(false) is not { } reason)
                continue;
            _unfilled.Add(table.Name, reason);
            if (!knew)
                failed.Add(table.Name);
        }
        if (changed.Count > 0)
            await world.ReadAfterFillingAsync(cancellationToken).ConfigureAwait(false);
        _filled = definitions;
        return failed;
    }

    /// <summary>
    /// Puts ordinary rows into all tables, on a database that has been replaced by one without made rows. The next filling adds to them what
    /// tables usually get.
    /// </summary>
    public async Task FillPlainlyAsync(TextReading reading, CancellationToken cancellationToken)
    {
        _filled.Clear();
        foreach (var table in ParentsFirst(world.Tables))
        {
            await world.ReadRowsAsync([table.Name], cancellationToken).ConfigureAwait(false);
            var maker = new RowMaker(table, world.RowsOf);
            var held = world.RowsOf(table.Name)!.Rows.Count;
            if ((held > 0 && _owned.Contains(table.Name)) || maker.WhyNone() is not null)
                continue;
            await TryAsync(table, held, [maker.Plain(held, PlainRows, reading), .. LastResorts(maker, held)], cancellationToken).ConfigureAwait(false);
        }
        await world.ReadAfterFillingAsync(cancellationToken).ConfigureAwait(false);
    }

    private Dictionary<string, SchemaObject> Definitions() =>
        world.ComparedSchema.Objects.Where(o => o.Kind == "table").ToDictionary(o => o.Name, StringComparer.Ordinal);

    // A table that took no rows is tried again when it or one that it points to is other than then.
    private bool NeedsRows(ScratchTable table, HashSet<string> changed) =>
        changed.Contains(table.Name)
        || (_unfilled.ContainsKey(table.Name) ? table.ForeignKeys.Any(k => changed.Contains(k.Parent)) : world.RowsOf(table.Name)!.Rows.Count == 0);

    private bool IsOther(string table, Dictionary<string, SchemaObject> definitions) =>
        !_filled.TryGetValue(table, out var old) || !definitions.TryGetValue(table, out var now) || !old.Lines.SequenceEqual(now.Lines, StringComparer.Ordinal);

    /// <summary>Null where the table holds rows now, else why not.</summary>
    private async Task<string?> FillAsync(ScratchTable table, CancellationToken cancellationToken)
    {
        var held = world.RowsOf(table.Name)!.Rows.Count;
        if (held > 0 && _owned.Contains(table.Name))
            return null;
        var maker = new RowMaker(table, world.RowsOf);
        if (maker.WhyNone() is { } none)
            return held > 0 ? null : none;
        var usual = _filled.ContainsKey(table.Name) && held > 0 ? maker.Fresh(held, RowsOfChangedTable) : maker.Mixed(held, RowsOfNewTable);
        return await TryAsync(table, held, [usual, .. LastResorts(maker, held)], cancellationToken).ConfigureAwait(false);
    }

    // Only where the table would be empty without them.
    private static IReadOnlyList<IEnumerable<string>> LastResorts(RowMaker maker, int held) =>
        held > 0 ? [] : [maker.Sparse(0), maker.OneByOne(0), maker.Scattered(RowsOfNewTable, MostScattered)];

    /// <summary>One kind of statements after the other, up to the first of which the table takes some. Null where the table holds rows now, else why not.</summary>
    private async Task<string?> TryAsync(ScratchTable table, int held, IReadOnlyList<IEnumerable<string>> attempts, CancellationToken cancellationToken)
    {
        string? refusal = "no row could be made";
        foreach (var statements in attempts)
        {
            var answers = await world.Database.TryAsync([.. statements], cancellationToken).ConfigureAwait(false);
            if (answers.Contains(null))
            {
                await world.ReadRowsAsync([table.Name], cancellationToken).ConfigureAwait(false);
                return null;
            }
            refusal = answers.Count > 0 ? answers[0] : refusal;
        }
        return held > 0 ? null : refusal;
    }

    private static List<ScratchTable> ParentsFirst(IReadOnlyDictionary<string, ScratchTable> tables)
    {
        var order = new List<ScratchTable>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in tables.Values)
            Visit(table);
        return order;

        void Visit(ScratchTable table)
        {
            if (!seen.Add(table.Name))
                return;
            foreach (var key in table.ForeignKeys)
            {
                if (tables.TryGetValue(key.Parent, out var parent))
                    Visit(parent);
            }
            order.Add(table);
        }
    }
}

namespace MigrationBuild.Schemas;

/// <summary>
/// What turns one schema into the next. A bundle keeps a schema a version in this form: a chain of a thousand migrations would else hold
/// each of a thousand tables five hundred times.
/// </summary>
/// <param name="Removed">Objects that are gone, without their lines.</param>
/// <param name="Set">Objects that are new or other than before, whole.</param>
public sealed record SchemaChange(IReadOnlyList<SchemaObject> Removed, IReadOnlyList<SchemaObject> Set)
{
    public static readonly SchemaChange None = new([], []);

    public bool IsEmpty => Removed.Count == 0 && Set.Count == 0;

    public static SchemaChange Between(Schema before, Schema after)
    {
        var removed = new List<SchemaObject>();
        var set = new List<SchemaObject>();
        int b = 0, a = 0;
        while (b < before.Objects.Count || a < after.Objects.Count)
        {
            var order = b == before.Objects.Count ? 1 : a == after.Objects.Count ? -1 : Schema.Compare(before.Objects[b], after.Objects[a]);
            if (order < 0)
                removed.Add(before.Objects[b++] with { Lines = [] });
            else if (order > 0)
                set.Add(after.Objects[a++]);
            else if (!SameLines(before.Objects[b++], after.Objects[a++]))
                set.Add(after.Objects[a - 1]);
        }
        return new(removed, set);
    }

    public Schema ApplyTo(Schema schema)
    {
        var gone = Removed.Concat(Set).Select(KeyOf).ToHashSet();
        return new(schema.Objects.Where(o => !gone.Contains(KeyOf(o))).Concat(Set));
    }

    /// <summary>The schema after all of them, on an empty database. Sorted once: a chain of a thousand changes is read at every deployment.</summary>
    public static Schema Fold(IEnumerable<SchemaChange> changes)
    {
        var objects = new Dictionary<(string Kind, string Name), SchemaObject>();
        foreach (var change in changes)
        {
            foreach (var gone in change.Removed)
                objects.Remove(KeyOf(gone));
            foreach (var item in change.Set)
                objects[KeyOf(item)] = item;
        }
        return new(objects.Values);
    }

    private static (string Kind, string Name) KeyOf(SchemaObject item) => (item.Kind, item.Name);

    // Objects that did not change are often the same ones: a reader keeps what it has read.
    private static bool SameLines(SchemaObject one, SchemaObject other) =>
        ReferenceEquals(one.Lines, other.Lines) || one.Lines.SequenceEqual(other.Lines, StringComparer.Ordinal);
}

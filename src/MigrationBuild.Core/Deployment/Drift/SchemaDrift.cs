using MigrationBuild.Drivers;
using MigrationBuild.Schemas;

namespace MigrationBuild.Deployment.Drift;

/// <summary>What a comparison of a database with the expected schema found.</summary>
/// <param name="Lines">What differs, as <see cref="SchemaDiff"/> tells it; empty where all is as expected.</param>
/// <param name="Objects">The objects that differ, by kind and name.</param>
/// <param name="WhyUncertain">Why a difference may be nobody's doing; null where it is somebody's.</param>
public sealed record SchemaDrift(IReadOnlyList<string> Lines, IReadOnlyList<(string Kind, string Name)> Objects, string? WhyUncertain)
{
    private const int MostFacts = 12;
    private const int MostNames = 6;

    public bool IsNone => Lines.Count == 0;

    /// <summary>Compares; changes nothing.</summary>
    /// <param name="leftOut">Objects that are not compared, besides those that cannot be.</param>
    public static async Task<SchemaDrift> FindAsync(
        IDatabase database, ExpectedSchema expected, bool withColumnOrder, IReadOnlySet<(string Kind, string Name)> leftOut, CancellationToken cancellationToken)
    {
        var read = await database.ReadSchemaAsync(cancellationToken);
        var (should, actual) = await database.MakeComparableAsync(Keep(expected.Schema), Keep(read), cancellationToken);
        should = SchemaEquivalence.Normalize(should, withColumnOrder);
        actual = SchemaEquivalence.Normalize(actual, withColumnOrder);
        if (should.Fingerprint == actual.Fingerprint)
            return new([], [], null);
        var change = SchemaChange.Between(should, actual);
        return new(SchemaDiff.Between(should, actual, int.MaxValue), [.. change.Removed.Concat(change.Set).Select(o => (o.Kind, o.Name)).Order()], expected.WhyUncertain);

        Schema Keep(Schema schema) =>
            leftOut.Count + expected.LeftOut.Count == 0 ? schema : new(schema.Objects.Where(o => !leftOut.Contains((o.Kind, o.Name)) && !expected.LeftOut.Contains((o.Kind, o.Name))));
    }

    /// <summary>The first differences on one line.</summary>
    public string Facts => string.Join("; ", Lines.Take(MostFacts)) + More(Lines.Count - MostFacts);

    /// <summary>The objects on one line: `table users, index users_email`.</summary>
    public string Summary => string.Join(", ", Objects.Take(MostNames).Select(o => $"{o.Kind} {o.Name}")) + More(Objects.Count - MostNames);

    private static string More(int count) => count > 0 ? $"; and {count} more" : "";
}

namespace MigrationBuild.Proofs;

/// <summary>One fact of what differs between the rows of a table before and after.</summary>
/// <param name="Fact">The same in each run: it goes into the bundle.</param>
/// <param name="Example">A value, for people; null where there is none. A script may make another in each run.</param>
internal sealed record RowChange(string Fact, string? Example = null)
{
    public override string ToString() => Example is null ? Fact : $"{Fact} ({Example})";
}

namespace MigrationBuild.Drivers;

/// <summary>How scripts are shared out to transactions where one cannot hold all of them.</summary>
/// <param name="Sizes">How many scripts each transaction takes, in their order; one number where all fit one.</param>
/// <param name="Reason">Where they do not, for people: what one transaction would need, and for how much there is room.</param>
public sealed record TransactionSplit(IReadOnlyList<int> Sizes, string Reason)
{
    public static TransactionSplit None(int scripts) => new([scripts], "");
}

using MigrationBuild.PostgreSql.Proofs;
using MigrationBuild.Tests.Proofs;

namespace MigrationBuild.Drivers.Tests.Proofs;

/// <summary>The verdict on each of the cases in `tests/proofs/postgresql.cases`.</summary>
[TestClass]
public sealed class PostgreSqlProofTests
{
    private static ProofVerdicts _verdicts = null!;

    public static IEnumerable<object[]> Cases => ProofCase.All("postgresql").Select(c => new object[] { c.Name });

    [ClassInitialize]
    public static async Task ProveAsync(TestContext context) =>
        _verdicts = await ProofVerdicts.RunAsync("postgresql", new PostgreSqlScratchDriver(), context.CancellationToken);

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Verdict_is_as_expected(string name) => _verdicts.Assert(ProofCase.All("postgresql").Single(c => c.Name == name));

    [TestMethod]
    public void Nothing_is_found_elsewhere() => Assert.AreEqual("", _verdicts.Others());
}

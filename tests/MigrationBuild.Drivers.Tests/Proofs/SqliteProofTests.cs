using MigrationBuild.Sqlite.Scratch;
using MigrationBuild.Tests.Proofs;

namespace MigrationBuild.Drivers.Tests.Proofs;

/// <summary>The verdict on each of the cases in `tests/proofs/sqlite.cases`.</summary>
[TestClass]
public sealed class SqliteProofTests
{
    private static ProofVerdicts _verdicts = null!;

    public static IEnumerable<object[]> Cases => ProofCase.All("sqlite").Select(c => new object[] { c.Name });

    [ClassInitialize]
    public static async Task ProveAsync(TestContext context) =>
        _verdicts = await ProofVerdicts.RunAsync("sqlite", new SqliteScratchDriver(), context.CancellationToken);

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Verdict_is_as_expected(string name) => _verdicts.Assert(ProofCase.All("sqlite").Single(c => c.Name == name));

    [TestMethod]
    public void Nothing_is_found_elsewhere() => Assert.AreEqual("", _verdicts.Others());
}

using MigrationBuild.Sql;

namespace MigrationBuild.Tests.Rules;

/// <summary>Every rule by its own examples.</summary>
[TestClass]
public sealed class RuleExampleTests
{
    // Those of other engines are tested beside what understands their statements.
    public static IEnumerable<object[]> Cases => RuleChecks.Cases(e => Recognizers.For(e) is not null);

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void An_example_has_the_findings_that_it_says(string code, string engine, int index) => RuleChecks.HasItsFindings(code, engine, index);

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void An_accepted_finding_is_not_told(string code, string engine, int index) => RuleChecks.MayBeAccepted(code, engine, index);
}

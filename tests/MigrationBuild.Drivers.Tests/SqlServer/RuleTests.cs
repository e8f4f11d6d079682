using MigrationBuild.Rules;
using MigrationBuild.Sql;
using MigrationBuild.SqlServer;
using MigrationBuild.Tests.Rules;

namespace MigrationBuild.Drivers.Tests.SqlServer;

/// <summary>The rules for T-SQL by their own examples, and their pages.</summary>
[TestClass]
public sealed class RuleTests
{
    public static IEnumerable<object[]> Cases => RuleChecks.Cases(e => e == EngineNames.SqlServer);

    public static IEnumerable<object[]> Codes => RuleList.All.Where(r => r.Engines is [EngineNames.SqlServer]).Select(r => new object[] { r.Descriptor.Code });

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void An_example_has_the_findings_that_it_says(string code, string engine, int index) =>
        RuleChecks.HasItsFindings(code, engine, index, SqlServerRecognizer.Instance);

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void An_accepted_finding_is_not_told(string code, string engine, int index) =>
        RuleChecks.MayBeAccepted(code, engine, index, SqlServerRecognizer.Instance);

    [TestMethod]
    [DynamicData(nameof(Codes))]
    public void A_page_shows_the_message_that_the_rule_gives(string code) =>
        RuleChecks.PageHasItsMessage(code, EngineNames.SqlServer, SqlServerRecognizer.Instance);
}

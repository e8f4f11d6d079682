using MigrationBuild.Rules;
using MigrationBuild.Sql;

namespace MigrationBuild.Tests.Rules;

/// <summary>The page of a rule shows its first example that triggers it, with the message that it really gives, and its first safe one.</summary>
[TestClass]
public sealed class RulePageTests
{
    public static IEnumerable<object[]> Codes => RuleList.All.Select(r => new object[] { r.Descriptor.Code });

    [TestMethod]
    [DynamicData(nameof(Codes))]
    public void Shows_what_triggers_the_rule_and_the_safe_form(string code)
    {
        var rule = RuleChecks.Find(code);
        var page = RuleChecks.Page(code);

        Assert.Contains(Fence(rule.Examples.First(e => e.At.Count > 0)), page);
        Assert.Contains(Fence(rule.Examples.First(e => e.At.Count == 0)), page);
    }

    [TestMethod]
    [DynamicData(nameof(Codes))]
    public void Shows_the_message_that_the_rule_gives(string code)
    {
        var rule = RuleChecks.Find(code);
        var engine = rule.Examples.First(e => e.At.Count > 0).Engine ?? rule.Engines.FirstOrDefault(e => Recognizers.For(e) is not null);
        // Those of other engines are tested beside what understands their statements.
        if (engine is not null && Recognizers.For(engine) is not null)
            RuleChecks.PageHasItsMessage(code, engine);
    }

    private static string Fence(RuleExample example) => $"```sql\n{example.Script}```\n";
}

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
        var rule = RuleList.All.Single(r => r.Descriptor.Code == code);
        var page = File.ReadAllText(Path.Combine(Repository.Root, "nuget", "docs", "diagnostics", $"{code}.md"));

        Assert.Contains(Fence(rule.Examples.First(e => e.At.Count > 0)), page);
        Assert.Contains(Fence(rule.Examples.First(e => e.At.Count == 0)), page);
    }

    [TestMethod]
    [DynamicData(nameof(Codes))]
    public void Shows_the_message_that_the_rule_gives(string code)
    {
        var rule = RuleList.All.Single(r => r.Descriptor.Code == code);
        var example = rule.Examples.First(e => e.At.Count > 0);
        var engine = example.Engine ?? rule.Engines.FirstOrDefault(e => Recognizers.For(e) is not null) ?? rule.Engines[0];
        if (Recognizers.For(engine) is null)
            return;
        var page = File.ReadAllText(Path.Combine(Repository.Root, "nuget", "docs", "diagnostics", $"{code}.md"));

        foreach (var finding in ExampleProject.InScript(ExampleProject.Compile(example, engine, severity: ExampleProject.SeverityOf(rule))).Where(d => d.Descriptor.Code == code))
            Assert.Contains($"{finding}\n", page);
    }

    private static string Fence(RuleExample example) => $"```sql\n{example.Script}```\n";
}

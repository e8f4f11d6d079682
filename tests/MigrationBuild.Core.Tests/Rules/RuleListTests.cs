using MigrationBuild.Diagnostics;
using MigrationBuild.Rules;

namespace MigrationBuild.Tests.Rules;

[TestClass]
public sealed class RuleListTests
{
    [TestMethod]
    public void Every_rule_is_in_the_list_once()
    {
        var written = typeof(Rule).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Rule)) && !t.IsAbstract);

        CollectionAssert.AreEquivalent(written.ToArray(), RuleList.All.Select(r => r.GetType()).ToArray());
    }

    [TestMethod]
    public void Every_rule_has_a_code_of_its_own_that_a_script_may_accept()
    {
        CollectionAssert.AllItemsAreUnique(RuleList.All.Select(r => r.Descriptor.Code).ToArray());
        foreach (var rule in RuleList.All)
        {
            Assert.StartsWith("MB3", rule.Descriptor.Code);
            Assert.IsTrue(rule.Descriptor.MayBeAllowed, rule.Descriptor.Code);
        }
    }

    [TestMethod]
    public void Every_rule_has_an_example_that_triggers_it_and_one_that_does_not_for_each_engine()
    {
        foreach (var rule in RuleList.All)
        {
            foreach (var engine in rule.Engines)
            {
                var examples = rule.Examples.Where(e => e.Engine is null || e.Engine == engine).ToList();
                Assert.IsTrue(examples.Exists(e => e.At.Count > 0), $"{rule.Descriptor.Code} on {engine}: nothing triggers it");
                Assert.IsTrue(examples.Exists(e => e.At.Count == 0), $"{rule.Descriptor.Code} on {engine}: nothing shows the safe form");
            }
        }
    }

    [TestMethod]
    public void Codes_that_a_rule_covers_are_codes_of_rules()
    {
        var codes = RuleList.All.Select(r => r.Descriptor.Code).ToList();

        CollectionAssert.IsSubsetOf(RuleList.All.SelectMany(r => r.Covers).Distinct().ToArray(), codes);
    }

    [TestMethod]
    public void Every_code_of_a_hazard_has_its_rule()
    {
        var search = new[] { Descriptors.ReleasedVersionNotSet, Descriptors.UnusedAllow, Descriptors.StatementNotUnderstood };
        var codes = Descriptors.All.Where(d => d.Code.StartsWith("MB3", StringComparison.Ordinal)).Except(search);

        CollectionAssert.AreEquivalent(codes.Select(d => d.Code).ToArray(), RuleList.All.Select(r => r.Descriptor.Code).ToArray());
    }
}

using System.Globalization;
using MigrationBuild.Diagnostics;
using MigrationBuild.Rules;
using MigrationBuild.Sql;

namespace MigrationBuild.Tests.Rules;

/// <summary>Every rule by its own examples.</summary>
[TestClass]
public sealed class RuleExampleTests
{
    // Those of other engines are tested beside what understands their statements.
    public static IEnumerable<object[]> Cases =>
        from rule in RuleList.All
        from engine in rule.Engines
        where Recognizers.For(engine) is not null
        from example in rule.Examples.Select((e, i) => (Example: e, Index: i))
        where example.Example.Engine is null || example.Example.Engine == engine
        select new object[] { rule.Descriptor.Code, engine, example.Index };

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void An_example_has_the_findings_that_it_says(string code, string engine, int index)
    {
        var example = Find(code).Examples[index];

        var diagnostics = ExampleProject.Compile(example, engine, severity: ExampleProject.SeverityOf(Find(code)));

        var all = string.Join('\n', diagnostics);
        Assert.IsFalse(diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error && !d.Descriptor.MayBeAllowed), all);
        Assert.IsFalse(diagnostics.Any(d => d.Descriptor == Descriptors.StatementNotUnderstood), all);
        var places = ExampleProject.InScript(diagnostics).Where(d => d.Descriptor.Code == code)
            .Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Location!.Line},{d.Location.Column}"));
        Assert.AreEqual(string.Join(' ', example.At), string.Join(' ', places), all);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void An_accepted_finding_is_not_told(string code, string engine, int index)
    {
        var example = Find(code).Examples[index];
        if (example.At.Count == 0)
            return;

        var diagnostics = ExampleProject.Compile(example with { Script = $"-- migrate:allow {code} tried in a test\n{example.Script}" }, engine, severity: ExampleProject.SeverityOf(Find(code)));

        Assert.IsFalse(ExampleProject.InScript(diagnostics).Any(d => d.Descriptor.Code == code || d.Descriptor == Descriptors.UnusedAllow), string.Join('\n', diagnostics));
    }

    private static Rule Find(string code) => RuleList.All.Single(r => r.Descriptor.Code == code);
}

using System.Globalization;
using MigrationBuild.Diagnostics;
using MigrationBuild.Rules;
using MigrationBuild.Sql;

namespace MigrationBuild.Tests.Rules;

/// <summary>What must hold for each example of a rule, and for its page.</summary>
internal static class RuleChecks
{
    /// <summary>Code, engine and place of every example for the engines whose statements are understood here.</summary>
    public static IEnumerable<object[]> Cases(Func<string, bool> isUnderstood) =>
        from rule in RuleList.All
        from engine in rule.Engines
        where isUnderstood(engine)
        from example in rule.Examples.Select((e, i) => (Example: e, Index: i))
        where example.Example.Engine is null || example.Example.Engine == engine
        select new object[] { rule.Descriptor.Code, engine, example.Index };

    /// <summary>The findings are those that the example says, and all of it is understood.</summary>
    public static void HasItsFindings(string code, string engine, int index, IStatementRecognizer? recognizer = null)
    {
        var example = Find(code).Examples[index];

        var diagnostics = ExampleProject.Compile(example, engine, recognizer, ExampleProject.SeverityOf(Find(code)));

        var all = string.Join('\n', diagnostics);
        Assert.IsFalse(diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error && !d.Descriptor.MayBeAllowed), all);
        Assert.IsFalse(diagnostics.Any(d => d.Descriptor == Descriptors.StatementNotUnderstood || d.Descriptor == Descriptors.SyntaxError), all);
        var places = ExampleProject.InScript(diagnostics).Where(d => d.Descriptor.Code == code)
            .Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Location!.Line},{d.Location.Column}"));
        Assert.AreEqual(string.Join(' ', example.At), string.Join(' ', places), all);
    }

    /// <summary>A line in the head of the script accepts what is found in it.</summary>
    public static void MayBeAccepted(string code, string engine, int index, IStatementRecognizer? recognizer = null)
    {
        var example = Find(code).Examples[index];
        if (example.At.Count == 0)
            return;

        var diagnostics = ExampleProject.Compile(example with { Script = $"-- migrate:allow {code} tried in a test\n{example.Script}" }, engine, recognizer, ExampleProject.SeverityOf(Find(code)));

        Assert.IsFalse(ExampleProject.InScript(diagnostics).Any(d => d.Descriptor.Code == code || d.Descriptor == Descriptors.UnusedAllow), string.Join('\n', diagnostics));
    }

    /// <summary>The page has the very messages of the rule's first example that triggers it.</summary>
    public static void PageHasItsMessage(string code, string engine, IStatementRecognizer? recognizer = null)
    {
        var example = Find(code).Examples.First(e => e.At.Count > 0);

        foreach (var finding in ExampleProject.InScript(ExampleProject.Compile(example, engine, recognizer, ExampleProject.SeverityOf(Find(code)))).Where(d => d.Descriptor.Code == code))
            Assert.Contains($"{finding}\n", Page(code));
    }

    public static Rule Find(string code) => RuleList.All.Single(r => r.Descriptor.Code == code);

    public static string Page(string code) => File.ReadAllText(Path.Combine(Repository.Root, "nuget", "docs", "diagnostics", $"{code}.md"));
}

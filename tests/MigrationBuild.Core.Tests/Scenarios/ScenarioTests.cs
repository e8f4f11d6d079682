using MigrationBuild.Compilation;

namespace MigrationBuild.Tests.Scenarios;

[TestClass]
public sealed class ScenarioTests
{
    public static IEnumerable<object[]> Names => Scenario.Names.Select(n => new object[] { n });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Gives_exactly_the_expected_findings(string name)
    {
        var scenario = Scenario.Load(name);

        var result = Compiler.Compile(scenario.ToRequest());

        var lines = result.Diagnostics.Select(d => d.ToString()).ToList();
        var starts = lines.Select(l => l[..(l.IndexOf(" MB", StringComparison.Ordinal) + 7)]);
        Assert.AreEqual(string.Join('\n', scenario.Expected.Select(e => e.Start)), string.Join('\n', starts), string.Join('\n', lines));
        foreach (var (line, (_, part)) in lines.Zip(scenario.Expected))
            Assert.Contains(part, line);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Gives_a_chain_exactly_where_there_is_no_error(string name)
    {
        var scenario = Scenario.Load(name);

        var result = Compiler.Compile(scenario.ToRequest());

        Assert.AreEqual(!scenario.Expected.Any(e => e.Start.Contains("error")), result.Succeeded);
    }
}

using System.Text.RegularExpressions;

namespace MigrationBuild.Package.Tests.Infrastructure;

/// <summary>One `dotnet build` (or publish, pack, …) of a project under test.</summary>
internal sealed partial class BuildResult(ChildResult child, string log)
{
    /// <summary>How many times the build started our tool: the detailed log shows the command line of each process.</summary>
    public int Compilations { get; } = CommandLine().Count(log);

    /// <summary>Each diagnostic once for each time it was printed, MSBuild's summary at the end left out.</summary>
    public IReadOnlyList<BuildFinding> Findings { get; } = BuildFinding.ReadAll(Summary().Split(child.Output)[0]);

    public string Output => child.Output;

    /// <summary>The detailed one.</summary>
    public string Log => log;

    public BuildResult Succeeded()
    {
        child.Succeeded();
        return this;
    }

    public BuildResult Failed()
    {
        child.Failed();
        return this;
    }

    public BuildResult Compiled(int times)
    {
        Assert.AreEqual(times, Compilations, $"processes of the tool\n{child}");
        return this;
    }

    /// <summary>Exactly these diagnostics, in any order: `Migrations/0003_c.up.sql(1,1): error MB1201`.</summary>
    public BuildResult Reported(params string[] places)
    {
        CollectionAssert.AreEquivalent(places, Findings.Select(f => f.Place).ToList(), child.ToString());
        return this;
    }

    public override string ToString() => child.ToString();

    [GeneratedRegex(@"^\s*(?:\d+(?::\d+)?>)?\S.* exec [^\n]*migrationbuild\.dll""? compile ", RegexOptions.Multiline)]
    private static partial Regex CommandLine();

    [GeneratedRegex(@"^Build (succeeded|FAILED)\.", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Summary();
}

using System.Xml.Linq;

namespace MigrationBuild.Eng;

/// <summary>One test as the runner's .trx file tells it.</summary>
public sealed record TestResult(string Name, string Outcome, string Message)
{
    public bool Passed => Outcome == "Passed";

    public bool Skipped => Outcome is "NotExecuted" or "Inconclusive";
}

public sealed record TestCounts(int Passed, int Failed, int Skipped)
{
    public int All => Passed + Failed + Skipped;

    // What is neither passed nor skipped (Error, Timeout, Aborted, …) counts as failed: nothing may get lost.
    public static TestCounts Of(IReadOnlyCollection<TestResult> results) =>
        new(results.Count(r => r.Passed), results.Count(r => !r.Passed && !r.Skipped), results.Count(r => r.Skipped));

    public static TestCounts operator +(TestCounts a, TestCounts b) => new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped);

    public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";
}

public static class TestResults
{
    // The file's own counters are not used: they leave skipped tests out.
    public static IReadOnlyList<TestResult> Read(string trxFile)
    {
        XNamespace ns = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
        return [.. XDocument.Load(trxFile).Root!.Elements(ns + "Results").Elements(ns + "UnitTestResult").Select(result => new TestResult(
            (string)result.Attribute("testName")!,
            (string?)result.Attribute("outcome") ?? "NotExecuted",
            result.Descendants(ns + "Message").FirstOrDefault()?.Value.Trim() ?? "no reason given"))];
    }
}

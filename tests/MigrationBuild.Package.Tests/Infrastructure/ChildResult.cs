namespace MigrationBuild.Package.Tests.Infrastructure;

/// <summary>What a child process left: shown whole where an expectation fails.</summary>
internal sealed record ChildResult(string CommandLine, string Directory, int ExitCode, string Output)
{
    public ChildResult Succeeded()
    {
        Assert.AreEqual(0, ExitCode, ToString());
        return this;
    }

    public ChildResult Failed()
    {
        Assert.AreNotEqual(0, ExitCode, ToString());
        return this;
    }

    public override string ToString() => $"{CommandLine}\nin {Directory}\nexit code {ExitCode}\n{Output}";
}

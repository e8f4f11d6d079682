namespace MigrationBuild.Eng.Faults.Tools;

/// <summary>How one run of the real tool ended.</summary>
/// <param name="ExitCode">128 and the signal where it was killed.</param>
internal sealed record ToolRun(string Command, int ExitCode, string Output, TimeSpan Duration)
{
    private const int KilledCode = 128 + 9;

    public bool WasKilled => ExitCode == KilledCode;

    public override string ToString() => $"$ migrationbuild {Command}\n[exit {ExitCode} after {Duration.TotalSeconds:0.00} s]\n{Output}";
}

using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Tool.Output;

/// <summary>What the build found and did not report, or not as the error that it is: as the bundle tells it.</summary>
internal static class SuppressionOutput
{
    public static void WriteText(MigrationChain chain, Terminal terminal)
    {
        foreach (var script in chain.Scripts)
        {
            foreach (var allowed in script.Allowed)
                terminal.WriteLine($"  {script.File}({allowed.Line}): {allowed.Code} allowed: {allowed.Reason}");
            foreach (var suppression in script.Suppressions)
                terminal.WriteLine($"  {script.File}({suppression.Line}): {suppression}");
        }
        foreach (var suppression in chain.Suppressions)
            terminal.WriteLine($"  {suppression}");
    }

    public static IReadOnlyList<SuppressionJson> ToJson(MigrationChain chain) =>
        [.. chain.Scripts.SelectMany(ToJson), .. chain.Suppressions.Select(s => ToJson(s, null))];

    public static IEnumerable<SuppressionJson> ToJson(MigrationScript script) =>
        script.Allowed.Select(a => new SuppressionJson(a.Code, script.File, a.Line, ToolJson.Name(SuppressionKind.InSource), null, a.Reason))
            .Concat(script.Suppressions.Select(s => ToJson(s, script.File)));

    private static SuppressionJson ToJson(Suppression s, string? file) =>
        new(s.Code, file, s.Line, ToolJson.Name(SuppressionKind.Setting), s.Severity is { } severity ? ToolJson.Name(severity) : null, s.By);
}

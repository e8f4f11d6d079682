using MigrationBuild.Chains;
using MigrationBuild.Compilation;
using MigrationBuild.Diagnostics;
using MigrationBuild.Proofs;
using MigrationBuild.Rules;
using MigrationBuild.Sql;

namespace MigrationBuild.Tests.Rules;

/// <summary>A rule's example as a project of files, compiled as a build does it.</summary>
internal static class ExampleProject
{
    /// <summary>The folder of the example's own script, whose name is the same for all.</summary>
    public const string Name = "change";

    /// <summary>Everything that the build says, without proof.</summary>
    /// <param name="severity">As the project writes it; a rule that is off needs one.</param>
    /// <param name="recognizer">Only for an engine whose statements Core does not understand by itself.</param>
    public static IReadOnlyList<Diagnostic> Compile(RuleExample example, string engine, IStatementRecognizer? recognizer = null, string severity = "")
    {
        using var project = new TemporaryProject();
        var number = 0;
        foreach (var script in example.Before.Concat(example.Unreleased))
            project.Add($"{Version(++number)}_before.up.sql", $"-- migrate:irreversible example\n{script}");
        project.Add($"{Version(number + 1)}_{Name}.up.sql", example.Script);
        project.Add($"{Version(number + 1)}_{Name}.down.sql", example.Down ?? "SELECT 1;\n");
        var request = ScriptFolder.Read(project.MigrationsFolder).ToRequest(engine) with
        {
            LockMode = LockMode.Update,
            TargetVersion = example.TargetVersion,
            ReleasedVersion = example.Before.Count == 0 ? "none" : Version(example.Before.Count),
            Severity = severity,
            Proof = ProofMode.Off,
        };
        return Compiler.CompileAsync(request, _ => null, _ => recognizer, CancellationToken.None).GetAwaiter().GetResult().Diagnostics;
    }

    /// <summary>What switches a rule on.</summary>
    public static string SeverityOf(Rule rule) => rule.Descriptor.IsOff ? $"{rule.Descriptor.Code}=info" : "";

    /// <summary>The findings of the last migration's up script.</summary>
    public static IReadOnlyList<Diagnostic> InScript(IEnumerable<Diagnostic> diagnostics) =>
        [.. diagnostics.Where(d => d.Location?.File.EndsWith($"_{Name}.up.sql", StringComparison.Ordinal) == true)];

    private static string Version(int number) => number.ToString("0000", System.Globalization.CultureInfo.InvariantCulture);
}

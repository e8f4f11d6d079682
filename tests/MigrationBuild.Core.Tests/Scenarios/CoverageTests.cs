using MigrationBuild.Diagnostics;

namespace MigrationBuild.Tests.Scenarios;

[TestClass]
public sealed class CoverageTests
{
    // What no tree of files can trigger has a test of its own.
    private static readonly Dictionary<string, string> NamedTests = new()
    {
        ["MB1004"] = nameof(Compilation.CompilerTests.An_unreadable_script_is_one_finding_and_no_gap),
        ["MB1005"] = nameof(Compilation.CompilerTests.A_lock_file_that_cannot_be_written_is_an_error),
        // Beside the parser that finds it: SqlServer.SyntaxErrorTests in MigrationBuild.Drivers.Tests.
        ["MB2011"] = "A_syntax_error_is_told_where_it_is",
    };

    [TestMethod]
    public void Every_code_of_the_build_is_triggered()
    {
        var triggered = Scenario.Names.SelectMany(n => Scenario.Load(n).Expected).Select(e => e.Start[^6..]).Concat(NamedTests.Keys).ToHashSet();

        var missing = Descriptors.All.Select(d => d.Code).Where(c => string.CompareOrdinal(c, "MB3") < 0 && !triggered.Contains(c));

        Assert.AreEqual("", string.Join(' ', missing));
    }

    // A deployment's codes are triggered in several projects of tests: each must be asserted in one of them, by code or by name.
    [TestMethod]
    public void Every_code_of_bundle_and_deployment_is_triggered()
    {
        var tests = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Conformance*.cs", SearchOption.AllDirectories))
            .Select(File.ReadAllText));
        var names = typeof(Descriptors).GetFields().Where(f => f.FieldType == typeof(DiagnosticDescriptor)).ToDictionary(f => ((DiagnosticDescriptor)f.GetValue(null)!).Code, f => f.Name);

        var missing = names.Keys.Where(c => string.CompareOrdinal(c, "MB5") > 0 && c != Descriptors.InternalError.Code)
            .Where(c => !tests.Contains(c, StringComparison.Ordinal) && !tests.Contains($"Descriptors.{names[c]}", StringComparison.Ordinal));

        Assert.AreEqual("", string.Join(' ', missing.Order(StringComparer.Ordinal)));
    }
}

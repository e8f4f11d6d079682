using System.Globalization;
using Microsoft.CodeAnalysis;
using MigrationBuild.Compilation;
using MigrationBuild.Tests.Scenarios;

namespace MigrationBuild.Tests.Analyzer;

/// <summary>An editor says what the build says: the same code at the same place in the same words.</summary>
[TestClass]
public sealed class SameFindingsTests(TestContext context)
{
    public static IEnumerable<object[]> Names => Scenario.Names.Select(n => new object[] { n });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public async Task An_editor_finds_what_the_build_finds_in_texts(string name)
    {
        var scenario = Scenario.Load(name);
        var request = scenario.ToRequest();
        var built = Compiler.Compile(request).Diagnostics.Where(d => IsOfTexts(d.Descriptor.Code)).Select(d => d.ToString());

        var files = request.Scripts.Append(request.GlobalConfig).OfType<string>().Select(FileInEditor.Open);
        var shown = await Editor.FindAsync(files.Append(Editor.Request(scenario.ToRequestText())), context.CancellationToken);

        Assert.AreEqual(string.Join('\n', built.Order(StringComparer.Ordinal)), string.Join('\n', shown.Select(d => Print(d, request.ProjectDirectory)).Order(StringComparer.Ordinal)));
    }

    // Bytes, and a file that cannot be had, are for the build; so is the lock file.
    private static bool IsOfTexts(string code) => code is not ("MB1004" or "MB1114" or "MB1115" or "MB1116") && !code.StartsWith("MB13", StringComparison.Ordinal);

    private static string Print(Diagnostic diagnostic, string projectDirectory)
    {
        var text = $"{diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
        var place = diagnostic.Location.GetLineSpan();
        return diagnostic.Location == Location.None
            ? $"migrationbuild : {text}"
            : string.Create(CultureInfo.InvariantCulture, $"{Path.GetRelativePath(projectDirectory, place.Path)}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): {text}");
    }
}

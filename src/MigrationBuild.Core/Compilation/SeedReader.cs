using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;
using MigrationBuild.Proofs;
using MigrationBuild.Scripts;

namespace MigrationBuild.Compilation;

/// <summary>Reads the scripts with rows for the proof; a name tells after which version each runs.</summary>
internal sealed class SeedReader(CompilationRequest request, DiagnosticBag bag)
{
    private readonly SourcePaths _paths = new(request.ProjectDirectory, request.FullPaths);

    /// <summary>In the order of their versions, and of their names within one.</summary>
    public IReadOnlyList<SeedScript> Read(MigrationChain chain) =>
        [.. request.Seeds.Order(StringComparer.Ordinal).Select(path => Read(path, chain)).OfType<SeedScript>().OrderBy(s => chain.IndexOf(s.Version))];

    private SeedScript? Read(string path, MigrationChain chain)
    {
        var display = _paths.Display(path);
        if (!VersionPrefix.TrySplit(Path.GetFileNameWithoutExtension(path), out var version, out _) || chain.IndexOf(version) < 0)
        {
            bag.Add(Descriptors.SeedFails, new SourceLocation(display),
                $"the name does not say when it runs: begin it with the version of the migration after which it does, such as {chain.Head!.Version}_rows.sql");
            return null;
        }
        return DiskTexts.Instance.Read(path, display, bag) is { } text
            ? new SeedScript(version, new MigrationScript { File = _paths.Relative(path), Text = text, Hash = TextHash.Of(text) })
            : null;
    }
}

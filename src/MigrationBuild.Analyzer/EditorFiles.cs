using Microsoft.CodeAnalysis;

namespace MigrationBuild.Analyzer;

/// <summary>The additional files of a project, by their full paths.</summary>
internal sealed class EditorFiles(IEnumerable<AdditionalText> files)
{
    // Windows knows one file by several spellings, and an editor may have another one than the build.
    private static readonly StringComparer Comparer = Path.DirectorySeparatorChar == '\\' ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    private readonly ILookup<string, AdditionalText> _byPath = files.ToLookup(f => Path.GetFullPath(f.Path), Comparer);

    /// <summary>Null where the editor does not have it.</summary>
    /// <param name="path">Absolute.</param>
    public AdditionalText? Find(string path) => _byPath[Path.GetFullPath(path)].FirstOrDefault();
}

using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MigrationBuild.Tests.Analyzer;

/// <summary>A file as an editor has it.</summary>
internal sealed class FileInEditor(string path, SourceText text) : AdditionalText
{
    public FileInEditor(string path, string text)
        : this(path, SourceText.From(text, Encoding.UTF8))
    {
    }

    /// <summary>As it is on the disk.</summary>
    public static FileInEditor Open(string path)
    {
        using var stream = File.OpenRead(path);
        return new FileInEditor(path, SourceText.From(stream));
    }

    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => text;
}

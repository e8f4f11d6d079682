using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MigrationBuild.Tests.Analyzer;

/// <summary>A file that tells how often it was read.</summary>
internal sealed class CountedFile(string path, string text) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(text, Encoding.UTF8);
    private int _reads;

    public int Reads => Volatile.Read(ref _reads);

    /// <summary>Called with the number of reads so far, this one included.</summary>
    public Action<int>? OnRead { get; set; }

    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default)
    {
        var reads = Interlocked.Increment(ref _reads);
        OnRead?.Invoke(reads);
        return _text;
    }
}

using System.Text;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Analyzer;

/// <summary>
/// The texts as the editor has them, saved or not. It has characters, where the disk has bytes: what is wrong with the encoding of a file
/// the build tells, and a file that is missing, too.
/// </summary>
internal sealed class EditorTexts(EditorFiles files, CancellationToken cancellationToken) : ITextSource
{
    public string? Read(string path, string display, DiagnosticBag bag)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var text = files.Find(path)?.GetText(cancellationToken);
        return text?.ToString() is { } characters && IsUtf8(text.Encoding, characters) ? LineEnds.Normalize(characters) : null;
    }

    // The build refuses other files. An editor reads on in an older encoding, or puts a mark in the place of what is none.
    private static bool IsUtf8(Encoding? encoding, string characters) =>
        characters.IndexOfAny(['\0', '\uFFFD']) < 0 && (encoding is null or UTF8Encoding || IsAscii(encoding, characters));

    // Most encodings write it in the same bytes, but not those of two bytes a character.
    private static bool IsAscii(Encoding encoding, string characters) => encoding.GetByteCount("a") == 1 && characters.All(c => c < 0x80);
}

using System.Text;
using System.Text.Unicode;
using MigrationBuild.Diagnostics;
using MigrationBuild.Sql;

namespace MigrationBuild.Scripts;

/// <summary>Bytes of a text file to text with LF line ends and without BOM, or the reason why they are no text.</summary>
internal static class TextDecoder
{
    private static readonly (byte[] Magic, string What)[] KnownBinaries =
    [
        ("PK\u0003\u0004"u8.ToArray(), "a zip archive"),
        ([0x1F, 0x8B], "a gzip archive"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7-Zip archive"),
        ("SQLite format 3\0"u8.ToArray(), "a SQLite database"),
    ];

    /// <summary>Null where a finding was added.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes, string display, DiagnosticBag bag)
    {
        if (BinaryReason(bytes) is { } reason)
        {
            bag.Add(Descriptors.BinaryFile, new SourceLocation(display), $"the file is {reason}, not UTF-8 text; {(reason.StartsWith("UTF-16", StringComparison.Ordinal) ? "save it as UTF-8" : "leave it out of the migrations")}");
            return null;
        }
        if (bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        var nul = bytes.IndexOf((byte)0);
        if (!Utf8.IsValid(bytes))
        {
            var invalid = FirstInvalid(bytes);
            bag.Add(Descriptors.InvalidUtf8, At(bytes[..invalid], display),
                $"byte 0x{bytes[invalid]:X2} is not UTF-8 here; save the file as UTF-8 (it may be in an older encoding such as Windows-1252)");
            return null;
        }
        if (nul >= 0)
        {
            bag.Add(Descriptors.NulCharacter, At(bytes[..nul], display), "a NUL character ends the script for most engines; remove it");
            return null;
        }
        return LineEnds.Normalize(Encoding.UTF8.GetString(bytes));
    }

    private static string? BinaryReason(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return "UTF-16 text";
        foreach (var (magic, what) in KnownBinaries)
        {
            if (bytes.StartsWith(magic))
                return what;
        }
        var nuls = bytes.Count((byte)0);
        // UTF-16 without BOM has a NUL at every second byte of English text.
        if (nuls > 1 && nuls * 3L >= bytes.Length)
            return "UTF-16 without its mark, or binary";
        return nuls > 0 && !Utf8.IsValid(bytes) ? "binary" : null;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var position = 0;
        while (Rune.DecodeFromUtf8(bytes[position..], out _, out var consumed) == System.Buffers.OperationStatus.Done)
            position += consumed;
        return position;
    }

    private static SourceLocation At(ReadOnlySpan<byte> validBytesBefore, string display)
    {
        var before = LineEnds.Normalize(Encoding.UTF8.GetString(validBytesBefore));
        var (line, column) = new LineMap(before).At(before.Length);
        return new SourceLocation(display, line, column);
    }
}

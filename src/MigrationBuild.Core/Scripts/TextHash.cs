using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace MigrationBuild.Scripts;

/// <summary>The one way in which this product hashes text: SHA-256 over UTF-8, lower-case hexadecimal.</summary>
public static class TextHash
{
    private const int Gathered = 1 << 14;

    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>Of all parts as one text, without making it.</summary>
    public static string Of(IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // A call of the hash costs more than the few bytes of a part.
        var buffer = new ArrayBufferWriter<byte>(Gathered);
        foreach (var part in parts)
        {
            Encoding.UTF8.GetBytes(part, buffer);
            if (buffer.WrittenCount >= Gathered)
                Append();
        }
        Append();
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Append()
        {
            hash.AppendData(buffer.WrittenSpan);
            buffer.ResetWrittenCount();
        }
    }

    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

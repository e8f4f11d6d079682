using System.Security.Cryptography;
using System.Text;

namespace MigrationBuild.Scripts;

/// <summary>The one way in which this product hashes text: SHA-256 over UTF-8, lower-case hexadecimal.</summary>
public static class TextHash
{
    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>Of all parts as one text, without making it.</summary>
    public static string Of(IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
            hash.AppendData(Encoding.UTF8.GetBytes(part));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

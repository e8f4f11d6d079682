using System.Security.Cryptography;
using System.Text;

namespace MigrationBuild.Scripts;

/// <summary>The one way in which this product hashes text: SHA-256 over UTF-8, lower-case hexadecimal.</summary>
public static partial class TextHash
{
    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

using System.Security.Cryptography;

namespace MigrationBuild.Portability.Members;

/// <summary>What later versions of <see cref="SHA256"/> and <see cref="Convert"/> have.</summary>
internal static class Hashes
{
    private const string Digits = "0123456789abcdef";

    extension(SHA256)
    {
        public static byte[] HashData(ReadOnlySpan<byte> bytes)
        {
            using var hash = SHA256.Create();
            return hash.ComputeHash(bytes.ToArray());
        }
    }

    extension(Convert)
    {
        public static string ToHexStringLower(byte[] bytes)
        {
            var text = new char[bytes.Length * 2];
            for (var i = 0; i < bytes.Length; i++)
                (text[2 * i], text[2 * i + 1]) = (Digits[bytes[i] >> 4], Digits[bytes[i] & 15]);
            return new string(text);
        }
    }
}

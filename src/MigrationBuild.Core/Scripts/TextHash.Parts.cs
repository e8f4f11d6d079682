using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace MigrationBuild.Scripts;

// A text that is never made as a whole.
public static partial class TextHash
{
    private const int Gathered = 1 << 14;

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
}

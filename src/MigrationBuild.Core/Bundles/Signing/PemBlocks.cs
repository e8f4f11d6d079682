using System.Security.Cryptography;
using System.Text;

namespace MigrationBuild.Bundles.Signing;

/// <summary>The blocks of a PEM file, in their order.</summary>
internal static class PemBlocks
{
    public const string Certificate = "CERTIFICATE";
    public const string PublicKey = "PUBLIC KEY";

    /// <returns>Empty where there is none: then it is no PEM file.</returns>
    public static IReadOnlyList<(string Label, byte[] Content)> Read(byte[] file)
    {
        var text = Encoding.Latin1.GetString(file);
        var blocks = new List<(string, byte[])>();
        for (var rest = text.AsSpan(); PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
            blocks.Add((rest[fields.Label].ToString(), Convert.FromBase64String(rest[fields.Base64Data].ToString())));
        return blocks;
    }
}

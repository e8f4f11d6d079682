using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MigrationBuild.Bundles.Signing;

/// <summary>
/// A DSSE envelope (version 1 of the protocol of secure-systems-lab), the whole content of a signature file: one line of JSON.
/// </summary>
/// <param name="Payload">The statement, as its bytes.</param>
internal sealed record Envelope(byte[] Payload, string PayloadType, IReadOnlyList<EnvelopeSignature> Signatures)
{
    public const string InTotoType = "application/vnd.in-toto+json";

    /// <summary>More would only cost time: each is a signature to check, or a certificate to read.</summary>
    public const int MaxSignatures = 16;
    public const int MaxCertificates = 10;

    /// <summary>What is signed: the payload together with its type (the pre-authentication encoding of DSSE).</summary>
    [JsonIgnore]
    public byte[] SignedBytes => [.. Encoding.UTF8.GetBytes($"DSSEv1 {Encoding.UTF8.GetByteCount(PayloadType)} {PayloadType} {Payload.Length} "), .. Payload];

    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, EnvelopeJson.Format.Envelope), (byte)'\n'];

    /// <summary>
    /// Reads exactly what <see cref="ToBytes"/> writes. DSSE would allow more (unknown members, other white space, another base64), none of which
    /// is signed: what is not there cannot be altered.
    /// </summary>
    /// <exception cref="FormatException">It is anything else; the message says what.</exception>
    public static Envelope Parse(byte[] file)
    {
        Envelope envelope;
        try
        {
            envelope = JsonSerializer.Deserialize(file, EnvelopeJson.Format.Envelope) ?? throw new FormatException("it is empty");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException("it is not one DSSE envelope in JSON", e);
        }
        if (envelope.Signatures.Count is 0 or > MaxSignatures)
            throw new FormatException($"it has {envelope.Signatures.Count} signatures; 1 to {MaxSignatures} are allowed");
        if (envelope.Signatures.Any(s => s is null || s.Certificates is { Count: 0 or > MaxCertificates }))
            throw new FormatException($"a signature in it has no certificates, or more than {MaxCertificates}");
        if (!envelope.ToBytes().AsSpan().SequenceEqual(file))
            throw new FormatException("it is not byte for byte what 'migrationbuild sign' writes");
        return envelope;
    }
}

/// <summary>Compiled serialization that takes nothing more, less or twice.</summary>
[JsonSerializable(typeof(Envelope))]
internal sealed partial class EnvelopeJson : JsonSerializerContext
{
    public static readonly EnvelopeJson Format = new(StrictJson.Options);
}

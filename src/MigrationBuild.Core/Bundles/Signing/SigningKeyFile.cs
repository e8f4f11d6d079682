using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Bundles.Signing;

/// <summary>
/// A private key from a file: PEM (PKCS#8, also encrypted; SEC1), with certificates or without, or PFX. Nothing of the key or the
/// passphrase is ever in a message, and neither is what the cryptographic library says about them.
/// </summary>
public sealed class SigningKeyFile
{
    private const int MaxBytes = 1 << 20;

    private readonly string _path;
    private readonly string _name;
    private readonly Func<string?> _passphrase;

    /// <param name="name">What to call it in messages.</param>
    /// <param name="passphrase">Asked only where the file is encrypted; null: there is none.</param>
    private SigningKeyFile(string path, string name, Func<string?> passphrase)
    {
        _path = path;
        _name = name;
        _passphrase = passphrase;
    }

    /// <param name="name">What to call the file in messages: a build does not show where its key is.</param>
    /// <param name="passphrase">Asked only where the file is encrypted; null: there is none.</param>
    /// <exception cref="MigrationException">MB5006.</exception>
    public static SigningKey Read(string path, string name, Func<string?> passphrase, DateTimeOffset now)
    {
        var key = ReadAnyTime(path, name, passphrase);
        if (key.Certificates.Count > 0 && CertificateUse.WhyUnfit(key.Certificates[0], now) is { } why)
        {
            key.Dispose();
            throw Unusable(name, $"{why}, and nobody would accept what it signs");
        }
        return key;
    }

    /// <summary>The same without asking whether its certificate may sign.</summary>
    /// <exception cref="MigrationException">MB5006.</exception>
    internal static SigningKey ReadAnyTime(string path, string name, Func<string?> passphrase) => new SigningKeyFile(path, name, passphrase).Read();

    /// <summary>False for a PEM file with nothing but public keys and certificates.</summary>
    /// <exception cref="MigrationException">MB5006: it cannot be read.</exception>
    internal static bool HasPrivateKey(string path, string name) =>
        PemBlocks.Read(new SigningKeyFile(path, name, () => null).ReadBytes()) is not { Count: > 0 } blocks || blocks.Any(b => IsPrivate(b.Label));

    /// <summary>MB5011 where other users of the machine can read or replace the key; null where not, or where the system does not tell.</summary>
    public static Diagnostic? CheckPermissions(string path, string name)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path))
            return null;
        // A link has the permissions of everybody; what counts is what it leads to.
        var file = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        return (File.GetUnixFileMode(file) & Others) == 0 ? null : new Diagnostic(Descriptors.KeyFileReadable, null,
            $"{name} can be read or replaced by others on this machine: whoever has it signs in your name; take their rights away (chmod 600)");
    }

    private SigningKey Read()
    {
        var content = ReadBytes();
        var blocks = PemBlocks.Read(content);
        if (blocks.Count > 0)
            return FromPem(blocks);
        if (Encoding.Latin1.GetString(content).Contains("-----BEGIN ", StringComparison.Ordinal))
        {
            throw Unusable("its PEM cannot be read; a key that is encrypted in OpenSSL's old way (Proc-Type) can be written anew by "
                + "'openssl pkcs8 -topk8 -in OLD -out NEW'");
        }
        return FromPfx(content);
    }

    private byte[] ReadBytes()
    {
        try
        {
            return LimitedFile.Read(_path, MaxBytes) ?? throw Unusable("it is far too large for a key");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable($"it cannot be read ({Reason.Of(e)})");
        }
    }

    private SigningKey FromPem(IReadOnlyList<(string Label, byte[] Content)> blocks)
    {
        var keys = blocks.Where(b => IsPrivate(b.Label)).ToList();
        if (keys.Count != 1)
            throw Unusable(keys.Count == 0 ? "there is no private key in it" : "there are several private keys in it; leave the one that signs");
        var key = Import(keys[0].Label, keys[0].Content);
        var certificates = new X509Certificate2Collection();
        foreach (var block in blocks.Where(b => b.Label == PemBlocks.Certificate))
            certificates.Add(LoadCertificate(block.Content));
        return WithChain(key, certificates);
    }

    private ECDsa Import(string label, byte[] content)
    {
        var key = ECDsa.Create();
        try
        {
            switch (label)
            {
                case "PRIVATE KEY":
                    key.ImportPkcs8PrivateKey(content, out _);
                    break;
                case "EC PRIVATE KEY":
                    key.ImportECPrivateKey(content, out _);
                    break;
                case "ENCRYPTED PRIVATE KEY":
                    key.ImportEncryptedPkcs8PrivateKey(Passphrase(), content, out _);
                    break;
                default:
                    throw Unusable($"it is a key of another kind; {Curve.Wanted}");
            }
        }
        catch (CryptographicException)
        {
            key.Dispose();
            throw Unusable(label == "ENCRYPTED PRIVATE KEY" ? $"the passphrase is wrong, or the key is of another kind; {Curve.Wanted}" : $"it is damaged or of another kind; {Curve.Wanted}");
        }
        return RequireP256(key);
    }

    private SigningKey FromPfx(byte[] content)
    {
        try
        {
            if (content.Length == 0 || X509Certificate2.GetCertContentType(content) is not X509ContentType.Pfx)
                throw Unusable("it is neither PEM nor PFX");
        }
        catch (CryptographicException)
        {
            throw Unusable("it is neither PEM nor PFX");
        }
        X509Certificate2Collection all;
        try
        {
            // In memory only; macOS has no such place, and keeps the key in a key chain of its own until it is disposed of.
            var where = OperatingSystem.IsMacOS() ? X509KeyStorageFlags.Exportable : X509KeyStorageFlags.EphemeralKeySet;
            all = X509CertificateLoader.LoadPkcs12Collection(content, _passphrase(), where);
        }
        catch (CryptographicException)
        {
            throw Unusable("the passphrase is wrong or missing, or the PFX is damaged");
        }
        var own = all.Where(c => c.HasPrivateKey).ToList();
        if (own.Count != 1)
            throw Unusable(own.Count == 0 ? "there is no private key in it" : "there are several private keys in it; leave the one that signs");
        return WithChain(RequireP256(own[0].GetECDsaPrivateKey() ?? throw Unusable($"it is a key of another kind; {Curve.Wanted}")), all);
    }

    // From the key's own certificate upwards, whatever the order in the file. Who verifies has the root already, or does not trust it.
    private SigningKey WithChain(ECDsa key, X509Certificate2Collection certificates)
    {
        var chain = new List<X509Certificate2>();
        if (certificates.Count > 0)
        {
            var id = KeyId.Of(key);
            var next = certificates.FirstOrDefault(c => KeyId.Of(c) == id) ?? throw Unusable("none of its certificates is for its private key");
            do
            {
                chain.Add(next);
                var issuer = next.IssuerName.RawData;
                next = certificates.FirstOrDefault(c => c.SubjectName.RawData.AsSpan().SequenceEqual(issuer) && !IsSelfIssued(c) && !chain.Contains(c));
            }
            while (next is not null);
        }
        foreach (var unused in certificates.Except(chain))
            unused.Dispose();
        return chain.Count <= Envelope.MaxCertificates ? new SigningKey(key, chain) : throw Unusable("its chain of certificates is too long");
    }

    private static bool IsPrivate(string label) => label.EndsWith("PRIVATE KEY", StringComparison.Ordinal);

    private static bool IsSelfIssued(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private X509Certificate2 LoadCertificate(byte[] content)
    {
        try
        {
            return CertificateUse.Load(content);
        }
        catch (CryptographicException)
        {
            throw Unusable("a certificate in it is damaged");
        }
    }

    private ECDsa RequireP256(ECDsa key)
    {
        if (Curve.IsP256(key))
            return key;
        key.Dispose();
        throw Unusable($"it is on another curve; {Curve.Wanted}");
    }

    private string Passphrase() => _passphrase() ?? throw Unusable("it is encrypted, and no passphrase was given: put it into the variable MIGRATIONBUILD_SIGNING_PASSPHRASE, or into a file for --passphrase-file");

    private MigrationException Unusable(string why) => Unusable(_name, why);

    private static MigrationException Unusable(string name, string why) =>
        new(Descriptors.SigningKeyUnusable, ExitCode.Failed, $"{name} cannot be used: {why}; nothing was signed");
}

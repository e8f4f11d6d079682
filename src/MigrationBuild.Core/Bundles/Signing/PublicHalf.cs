using MigrationBuild.Diagnostics;

namespace MigrationBuild.Bundles.Signing;

/// <summary>The public half of a key, for whoever is to trust it.</summary>
/// <param name="Pem">With a line break at its end.</param>
public sealed record PublicHalf(string Id, string Pem)
{
    /// <summary>From a private key, or from the first certificate or public key of a PEM file; whether the certificate is still valid does not matter.</summary>
    /// <param name="passphrase">Asked only where the file is encrypted; null: there is none.</param>
    /// <exception cref="MigrationException">MB5006, MB5007.</exception>
    public static PublicHalf Read(string path, Func<string?> passphrase)
    {
        var name = $"the key file '{path}'";
        if (!SigningKeyFile.HasPrivateKey(path, name))
        {
            using var trust = TrustStore.Read([path]);
            if (trust.Keys[0].Key is { } trusted)
                return new PublicHalf(KeyId.Of(trusted), trusted.ExportSubjectPublicKeyInfoPem() + "\n");
            throw new MigrationException(Descriptors.TrustUnusable, ExitCode.Usage, $"'{path}' has a certificate for a key of another kind; {Curve.Wanted}");
        }
        using var key = SigningKeyFile.ReadAnyTime(path, name, passphrase);
        return new PublicHalf(key.Id, key.PublicKeyPem);
    }
}

using System.Security.Cryptography;
using System.Text;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Bundles.Signing;

/// <summary>Makes a new key, so that signing needs no other program.</summary>
public static class KeyPair
{
    private const int Rounds = 600_000;

    /// <summary>Writes the private half (PKCS#8, PEM; only its owner may read it) and beside it, as `.pub`, the public one.</summary>
    /// <param name="passphrase">Encrypts the private half; null: it lies there in the clear.</param>
    /// <returns>The key's id.</returns>
    /// <exception cref="MigrationException">MB1005: there is such a file already, or it cannot be written.</exception>
    public static string Create(string path, string? passphrase)
    {
        if (File.Exists(PublicPath(path)))
            throw Unwritable(PublicPath(path), null);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var encryption = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, Rounds);
        Write(path, passphrase is null ? key.ExportPkcs8PrivateKeyPem() : key.ExportEncryptedPkcs8PrivateKeyPem(passphrase, encryption), isPrivate: true);
        Write(PublicPath(path), key.ExportSubjectPublicKeyInfoPem(), isPrivate: false);
        return KeyId.Of(key);
    }

    public static string PublicPath(string path) => $"{path}.pub";

    private static void Write(string path, string pem, bool isPrivate)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (isPrivate && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using var file = new FileStream(path, options);
            file.Write(Encoding.ASCII.GetBytes(pem + "\n"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, e);
        }
    }

    private static MigrationException Unwritable(string path, Exception? e) => new(Descriptors.UnwritableFile, ExitCode.Failed,
        e is null || File.Exists(path) ? $"'{path}' is there already, and a key that is lost cannot be made again: choose another name" : $"'{path}' cannot be written: {Reason.Of(e)}", e);
}

using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Bundles.Signing;

/// <summary>
/// Reads a bundle and the signature beside it. The bundle's bytes are read once: those that are checked are those that are used. Where
/// somebody is trusted, the signature is checked before anything else looks at the bundle.
/// </summary>
/// <param name="trust">Null: a signature is not asked for.</param>
/// <param name="now">Certificates must be valid at this time.</param>
public sealed class SignedBundleReader(TrustStore? trust, DateTimeOffset now)
{
    /// <summary>
    /// As <see cref="Require"/>; but where nobody is trusted, a signature file that is wrong is a warning only.
    /// </summary>
    /// <param name="warn">Takes MB5012.</param>
    /// <exception cref="MigrationException">MB5001 to MB5003; where somebody is trusted, MB5008 to MB5010.</exception>
    public Bundle Read(string path, Action<Diagnostic> warn)
    {
        if (trust is not null)
            return Require(path).Bundle;
        var bundle = BundleReader.ReadBytes(path);
        var read = BundleReader.Read(bundle, path);
        try
        {
            Check(path, bundle, () => read);
        }
        catch (MigrationException e) when (e.Diagnostic.Descriptor == Descriptors.SignatureWrong)
        {
            warn(new Diagnostic(Descriptors.SignatureSuspect, null,
                $"{e.Message}. Nobody asked for a signature (--trust FILE, or the variable MIGRATIONBUILD_TRUST): the bundle is taken as it is"
                    .Replace("; nothing was touched.", ".", StringComparison.Ordinal)));
        }
        return read;
    }

    /// <summary>The bundle with its signature, which must fit it where there is one, and must be there where somebody is trusted.</summary>
    /// <exception cref="MigrationException">MB5001 to MB5003, MB5008 to MB5010.</exception>
    public SignedBundle Require(string path)
    {
        var file = BundleReader.ReadBytes(path);
        var bundle = new Lazy<Bundle>(() => BundleReader.Read(file, path));
        var report = Check(path, file, () => bundle.Value);
        return new SignedBundle(bundle.Value, TextHash.Of(file), report);
    }

    private SignatureReport? Check(string path, byte[] file, Func<Bundle> bundle)
    {
        var signaturePath = SignatureFile.PathOf(path);
        if (SignatureFile.Read(path) is not { } content)
        {
            return trust is null ? null : throw new MigrationException(Descriptors.NotSigned, ExitCode.Refused,
                $"the bundle '{path}' is not signed: there is no '{signaturePath}', and --trust (or MIGRATIONBUILD_TRUST) asks for a signature; nothing was touched. "
                + "Bring the file that the build wrote beside the bundle");
        }
        try
        {
            return new SignatureVerifier(signaturePath, trust, now).Verify(content, file, bundle);
        }
        catch (FormatException e)
        {
            throw SignatureFile.Wrong(signaturePath, e.Message);
        }
    }
}

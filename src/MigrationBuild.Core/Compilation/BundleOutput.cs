using MigrationBuild.Bundles;
using MigrationBuild.Bundles.Signing;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Compilation;

/// <summary>What a compilation leaves on the disk: the bundle, and beside it its signature where there is a key.</summary>
public static class BundleOutput
{
    /// <summary>The variable that holds the passphrase of the key: a command line and a project file are read by others.</summary>
    public const string PassphraseVariable = "MIGRATIONBUILD_SIGNING_PASSPHRASE";

    // Where the key lies is nobody's business who reads the log of a build.
    private const string KeyName = "the file that MigrationSigningKey names";

    /// <summary>
    /// Writes both, or neither. The signature of an earlier build goes first: at no moment does one lie beside another's bundle, and
    /// without a key none is left.
    /// </summary>
    /// <param name="variable">Reads an environment variable: those of build servers say where the sources come from.</param>
    /// <returns>Findings, with the project's severities applied; nothing is written where one is an error.</returns>
    /// <exception cref="MigrationException">MB1005, MB5004, MB5006.</exception>
    public static IReadOnlyList<Diagnostic> Write(CompilationRequest request, CompilationResult result, string toolVersion, Func<string, string?> variable)
    {
        var path = request.BundlePath!;
        var bundle = BundleWriter.Write(result.Chain!, toolVersion, result.Proof);
        var findings = request.SigningKey is { } file ? Findings(result, file) : [];
        if (findings.Any(f => f.Severity == DiagnosticSeverity.Error))
            return findings;
        var signature = request.SigningKey is { } keyFile ? Sign(request, keyFile, bundle, variable) : null;
        RemoveSignature(path);
        BundleFile.Write(path, bundle);
        if (signature is not null)
            SignatureFile.Write(path, signature);
        return findings;
    }

    private static IReadOnlyList<Diagnostic> Findings(CompilationResult result, string keyFile) =>
        SigningKeyFile.CheckPermissions(keyFile, KeyName) is { } warning && result.Severities.Apply(warning) is { } finding ? [finding] : [];

    private static byte[] Sign(CompilationRequest request, string keyFile, byte[] bundle, Func<string, string?> variable)
    {
        using var key = SigningKeyFile.Read(keyFile, KeyName, () => Passphrase(variable), DateTimeOffset.UtcNow);
        var source = BuildSources.OfProject(request.ProjectDirectory, request.LockFile, variable);
        var name = Path.GetFileName(request.BundlePath!);
        return BundleSigner.Sign(bundle, name, BundleReader.Read(bundle, name), source, key);
    }

    private static string? Passphrase(Func<string, string?> variable)
    {
        var passphrase = variable(PassphraseVariable) is { Length: > 0 } value ? value : null;
        Secrets.Add(passphrase);
        return passphrase;
    }

    private static void RemoveSignature(string bundle)
    {
        var path = SignatureFile.PathOf(bundle);
        try
        {
            if (File.Exists(path))
                File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(new Diagnostic(Descriptors.UnwritableFile, new SourceLocation(path), $"the file cannot be removed: {Reason.Of(e)}"), ExitCode.Failed, e);
        }
    }
}

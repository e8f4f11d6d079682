using MigrationBuild.Bundles.Signing;

namespace MigrationBuild.Tool.Output;

/// <summary>What `inspect --verify` says.</summary>
internal static class SignatureOutput
{
    public static void WriteText(SignedBundle signed, Terminal terminal)
    {
        terminal.WriteLine($"digest     {signed.Bundle.Digest} (verified: each entry has the hash that the manifest says)");
        terminal.WriteLine($"sha256     {signed.FileHash} (of the file)");
        if (signed.Signature is not { } signature)
        {
            terminal.WriteLine("signature  none");
            return;
        }
        var by = signature.Certificate is null ? signature.KeyId : $"{signature.KeyId} ({signature.Certificate})";
        terminal.WriteLine(signature.TrustedBy is { } trusted
            ? $"signature  by key {by}, trusted by {trusted}"
            : $"signature  says key {by}; NOT checked, since nobody was named to trust (--trust FILE)");
        var from = signature.Provenance;
        terminal.WriteLine($"commit     {from.Commit ?? "unknown"}{(from.Source is null ? "" : $" ({from.Source})")}");
        terminal.WriteLine($"builder    {from.Builder}{(from.Run is null ? "" : $", run {from.Run}")}");
        terminal.WriteLine($"inputs     {from.Inputs} scripts, the same as in the bundle{(from.LockFileHash is null ? "" : $"; migrations.lock {from.LockFileHash}")}");
    }

    public static VerifiedJson ToJson(SignedBundle signed) => new(signed.FileHash, Scripts(signed), signed.Signature is { } s ? ToJson(s) : null);

    private static SignatureJson ToJson(SignatureReport s) => new(
        s.KeyId, s.Certificate, s.TrustedBy is not null, s.TrustedBy, s.Provenance.SignedName, s.Provenance.Commit, s.Provenance.Source, s.Provenance.Builder,
        s.Provenance.Run, s.Provenance.LockFileHash);

    private static int Scripts(SignedBundle signed) =>
        signed.Bundle.Chain.Repeatables.Count + signed.Bundle.Chain.Migrations.Sum(m => 1 + (m.Down is null ? 0 : 1) + (m.Verify is null ? 0 : 1));
}

namespace MigrationBuild.Bundles.Signing;

/// <summary>Where a bundle comes from, as far as it can be told without a guess. Never a path of the machine, a user's name or a secret.</summary>
/// <param name="Commit">Full, lower-case hexadecimal; null where nobody says.</param>
/// <param name="Repository">Its address, without user, password and query; null where nobody says.</param>
/// <param name="Reference">The branch or tag that was built; null where nobody says.</param>
/// <param name="Builder">What ran the build: an address that the build server gives, else <see cref="LocalBuilder"/>.</param>
/// <param name="Run">The address of this run on the build server; null where there is none.</param>
/// <param name="LockFileHash">SHA-256 of the lock file; null where it is not known.</param>
public sealed record BuildSource(string? Commit, string? Repository, string? Reference, string Builder, string? Run, string? LockFileHash)
{
    /// <summary>No build server that is known here.</summary>
    public const string LocalBuilder = "urn:x-migrationbuild:builder:local";
}

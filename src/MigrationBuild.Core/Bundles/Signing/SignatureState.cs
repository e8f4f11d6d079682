namespace MigrationBuild.Bundles.Signing;

/// <summary>How a signature stands to a trusted key.</summary>
internal enum SignatureState
{
    /// <summary>It is by this key, or by one that this authority vouches for.</summary>
    Trusted,

    /// <summary>It says that it is by this key, and is not: the statement, the signature or both were altered.</summary>
    Wrong,

    /// <summary>It may be right, and does not count: its certificate has expired, is not for code signing, or has another issuer.</summary>
    Untrusted,

    /// <summary>It is by somebody else.</summary>
    OtherKey,
}

namespace MigrationBuild.Deployment;

/// <summary>How a database and a chain stand to each other. In JSON with a small first letter.</summary>
public enum PositionKind
{
    /// <summary>All migrations are applied.</summary>
    Current,

    /// <summary>The start of the chain is applied (perhaps nothing), the rest is not.</summary>
    Pending,

    /// <summary>There are tables but no history.</summary>
    NoHistory,

    /// <summary>Something is applied that the bundle does not have.</summary>
    UnknownVersion,

    /// <summary>Something was applied from another text than the bundle's.</summary>
    Tampered,

    /// <summary>Something in the middle of the chain is not applied.</summary>
    Hole,

    /// <summary>A step outside a transaction died halfway.</summary>
    Interrupted,
}

namespace MigrationBuild.Rules;

/// <summary>What can be seen of a statement on a scratch database, whatever the number of rows there.</summary>
public enum EffectKind
{
    /// <summary>Takes a lock that stops writers or readers.</summary>
    Lock,

    /// <summary>Reads the table from end to end.</summary>
    Scan,

    /// <summary>Writes the table anew.</summary>
    Rewrite,

    /// <summary>Fails as soon as the table holds rows.</summary>
    Failure,

    /// <summary>Leaves the schema in another state than before, also after the down script.</summary>
    Remains,
}

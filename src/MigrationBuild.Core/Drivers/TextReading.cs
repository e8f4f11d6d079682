namespace MigrationBuild.Drivers;

/// <summary>What the ordinary values of text columns are: scripts take texts for other things, which the type does not tell.</summary>
public enum TextReading
{
    /// <summary>Any.</summary>
    Words,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>Whole numbers.</summary>
    Numbers,
}

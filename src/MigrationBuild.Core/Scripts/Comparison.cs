namespace MigrationBuild.Scripts;

/// <summary>How an expectation compares what is found with what is stated.</summary>
public enum Comparison
{
    /// <summary>`=`: the same text.</summary>
    Equal,

    /// <summary>`!=`: another text.</summary>
    NotEqual,

    /// <summary>`&gt;=`, between numbers.</summary>
    AtLeast,

    /// <summary>`&lt;=`, between numbers.</summary>
    AtMost,
}

namespace MigrationBuild.Scripts;

/// <summary>What a script, or a section of one, is for.</summary>
public enum ScriptPart
{
    Up,
    Down,
    Verify,

    /// <summary>A Flyway `R__` script.</summary>
    Repeatable,
}

namespace MigrationBuild.Diagnostics;

/// <summary>Where it is said that a finding is not to be reported.</summary>
public enum SuppressionKind
{
    /// <summary>In the script: `-- migrate:allow CODE REASON`.</summary>
    InSource,

    /// <summary>In the project's settings: `NoWarn`, `MigrationSeverity`, a globalconfig file.</summary>
    Setting,
}

namespace MigrationBuild.Deployment.Crashes;

/// <summary>What to do about an earlier run that died, before anything else.</summary>
public enum CrashPolicy
{
    /// <summary>Go on from where it came to; stop where that is not known.</summary>
    Resume,

    /// <summary>Take back what it left in effect, and stop; go on where it left nothing.</summary>
    Rollback,
}

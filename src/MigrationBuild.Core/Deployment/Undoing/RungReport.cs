namespace MigrationBuild.Deployment.Undoing;

/// <summary>What came of one way back.</summary>
/// <param name="Succeeded">False: it could not be taken, or did not lead back; the next one was tried.</param>
/// <param name="Detail">What was done, or why not.</param>
public sealed record RungReport(Rung Rung, bool Succeeded, string Detail)
{
    /// <summary>`downs: not taken, the build did not prove a way back`, for people and for the history.</summary>
    public override string ToString() => $"{Rung.ToString().ToLowerInvariant()} {(Succeeded ? "ok" : "no")}: {Detail}";
}

namespace MigrationBuild.Proofs;

/// <summary>A finding of the proof in the form that the cache keeps.</summary>
/// <param name="File">Relative to the project; null where no file is to blame.</param>
internal sealed record ProofFinding(string Code, string? File, int Line, int Column, string Message)
{
    /// <summary>The reason for which a script allows it; null where none does.</summary>
    public string? AllowedReason { get; init; }
}

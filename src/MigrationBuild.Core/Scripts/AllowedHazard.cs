namespace MigrationBuild.Scripts;

/// <summary>`-- migrate:allow CODE REASON`.</summary>
/// <param name="Line">The line in the file, 1-based.</param>
public sealed record AllowedHazard(string Code, string Reason, int Line);

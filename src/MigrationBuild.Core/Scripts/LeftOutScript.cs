namespace MigrationBuild.Scripts;

/// <summary>A script that does not run on the project's engine.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Display">As messages show it.</param>
/// <param name="Version">Null for a repeatable script.</param>
/// <param name="Part">Null where the name does not say it.</param>
internal sealed record LeftOutScript(string Path, string Display, MigrationVersion? Version, ScriptPart? Part);

namespace MigrationBuild.Scripts;

/// <summary>All scripts of a project for one engine, as they were found.</summary>
/// <param name="Units">By file; what is for another engine, or replaced by a script for this one, is left out.</param>
/// <param name="Templates">Display paths of templates with what their names would say without the underscore.</param>
/// <param name="MeantVersions">Versions of scripts that are there but could not be recognised: no gap follows from them.</param>
/// <param name="LeftOut">Files that do not run here: for another engine, or replaced by a script for this one.</param>
internal sealed record ScriptSet(
    IReadOnlyList<ScriptUnit> Units,
    IReadOnlyList<(string Display, ScriptName Name)> Templates,
    IReadOnlyList<MigrationVersion> MeantVersions,
    IReadOnlyList<LeftOutScript> LeftOut);

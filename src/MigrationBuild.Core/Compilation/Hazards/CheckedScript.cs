using MigrationBuild.Scripts;
using MigrationBuild.Sql;

namespace MigrationBuild.Compilation.Hazards;

/// <summary>A script with what was found in it.</summary>
/// <param name="Display">The file as messages show it.</param>
/// <param name="Version">Of its migration; null for a repeatable script.</param>
/// <param name="IsReported">False: it is history, or taken as such.</param>
internal sealed record CheckedScript(
    string Display, MigrationScript Script, IReadOnlyList<StatementPlace> Statements, LineMap Lines,
    IReadOnlyList<FoundHazard> Found, IReadOnlyList<NotUnderstood> NotUnderstood, string? Version, bool IsReported);

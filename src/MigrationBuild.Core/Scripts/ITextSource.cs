using MigrationBuild.Diagnostics;

namespace MigrationBuild.Scripts;

/// <summary>Where the texts of a project's files come from: the disk, or the memory of an editor.</summary>
internal interface ITextSource
{
    /// <summary>The text with LF line ends and without BOM; null where it cannot be had, which the bag then tells.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="display">The file as messages show it.</param>
    string? Read(string path, string display, DiagnosticBag bag);
}

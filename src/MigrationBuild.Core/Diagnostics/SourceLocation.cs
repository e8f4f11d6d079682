namespace MigrationBuild.Diagnostics;

/// <summary>A place in a file. Line and column start at 1; (1,1) stands for the whole file.</summary>
/// <param name="File">The path as it is shown: relative to the project where that is known, with `/` between folders.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, counted in UTF-16 units as editors do.</param>
public sealed record SourceLocation(string File, int Line = 1, int Column = 1);

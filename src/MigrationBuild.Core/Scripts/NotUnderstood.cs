namespace MigrationBuild.Scripts;

/// <summary>A statement of a script of which the build could not tell what it does, so that no rule looked into it.</summary>
/// <param name="Line">The line in the file, 1-based.</param>
/// <param name="Text">Its first words, on one line.</param>
public sealed record NotUnderstood(int Line, string Text);

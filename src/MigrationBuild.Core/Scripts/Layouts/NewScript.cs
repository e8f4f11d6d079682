namespace MigrationBuild.Scripts.Layouts;

/// <summary>A file that `new` writes.</summary>
/// <param name="Path">Relative to the folder of the migrations, with `/`.</param>
/// <param name="Content">LF line ends.</param>
public sealed record NewScript(string Path, string Content);

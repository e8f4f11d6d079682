namespace MigrationBuild.Eng;

/// <summary>A child process did something else than a program of this folder shows or needs.</summary>
public sealed class UnmetExpectationException(ShellResult result, string message) : Exception(message)
{
    public ShellResult Result => result;
}

namespace MigrationBuild.Diagnostics;

/// <summary>Why the file system refused, in words that are the same on every system and name no path: the finding has it already.</summary>
internal static class Reason
{
    public static string Of(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "it does not exist",
        UnauthorizedAccessException => "access is denied, or it is a folder",
        _ => exception.Message,
    };
}

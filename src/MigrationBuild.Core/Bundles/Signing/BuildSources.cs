using MigrationBuild.Scripts;

namespace MigrationBuild.Bundles.Signing;

/// <summary>Finds out where a bundle comes from.</summary>
public static class BuildSources
{
    /// <summary>The variable that says the commit, whatever else does.</summary>
    public const string RevisionVariable = "SOURCE_REVISION";

    /// <summary>Of a build: the commit that is checked out around the project counts before what the build server says about its own checkout.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    public static BuildSource OfProject(string projectDirectory, string lockFile, Func<string, string?> variable) =>
        Make(BuildServer.Read(variable), variable, GitCheckout.Commit(projectDirectory), HashOf(lockFile));

    /// <summary>Of a bundle that lies anywhere: only what the variables say, since the folder that it lies in may be of another repository.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    public static BuildSource OfVariables(Func<string, string?> variable) => Make(BuildServer.Read(variable), variable, null, null);

    private static BuildSource Make(BuildServer server, Func<string, string?> variable, string? checkedOut, string? lockFileHash)
    {
        var commit = BuildServer.AsCommit(variable(RevisionVariable)) ?? checkedOut ?? server.Commit;
        // The server's names are of the commit that it speaks of, and of no other.
        var isServers = commit is not null && commit == server.Commit;
        return new BuildSource(commit, isServers ? server.Repository : null, isServers ? server.Reference : null, server.Builder ?? BuildSource.LocalBuilder, server.Run, lockFileHash);
    }

    private static string? HashOf(string lockFile)
    {
        try
        {
            return TextHash.Of(File.ReadAllBytes(lockFile));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // a chain without migrations has none, and whatever else is wrong with it the compilation has said
        }
    }
}

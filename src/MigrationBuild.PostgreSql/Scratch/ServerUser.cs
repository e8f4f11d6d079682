namespace MigrationBuild.PostgreSql.Scratch;

/// <summary>PostgreSQL refuses to run as root: then it is started as somebody else.</summary>
internal static class ServerUser
{
    /// <summary>What to start instead of a command, so that it runs as a user who may: program and arguments, to which the command is added.</summary>
    /// <exception cref="ScratchServerException">This is root, and there is no way to be somebody else.</exception>
    public static IReadOnlyList<string> Prefix()
    {
        if (Environment.UserName != "root")
            return [];
        var user = Users().Intersect(["postgres", "nobody"]).Order(StringComparer.Ordinal).LastOrDefault()
            ?? throw new ScratchServerException("PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody; run this as another user");
        if (Find("setpriv") is { } setpriv)
            return [setpriv, $"--reuid={user}", $"--regid={GroupOf(user)}", "--clear-groups"];
        if (Find("runuser") is { } runuser)
            return [runuser, "-u", user, "--"];
        // su takes its command as text: the shell that it starts gets the real one as arguments.
        if (Find("su") is { } su)
            return [su, "-s", "/bin/sh", user, "-c", "exec \"$0\" \"$@\"", "--"];
        throw new ScratchServerException("PostgreSQL refuses to run as root, and none of setpriv, runuser and su is there; run this as another user");
    }

    private static IEnumerable<string> Users() => File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]);

    private static string GroupOf(string user) =>
        File.ReadLines("/etc/passwd").Select(line => line.Split(':')).First(fields => fields[0] == user)[3];

    private static string? Find(string program) =>
        new[] { "/usr/bin", "/usr/sbin", "/bin", "/sbin" }.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}

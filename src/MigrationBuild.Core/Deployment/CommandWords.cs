namespace MigrationBuild.Deployment;

/// <summary>How a person at the same place calls the tool for the same bundle and database: arguments as a shell takes them, never a secret.</summary>
/// <param name="Bundle">`--bundle "x.migrations.zip"`; empty where the tool finds it by itself.</param>
/// <param name="Connection">`--connection-file "x"`; empty where it comes from the environment.</param>
/// <param name="Engine">`--engine postgresql`, for commands without a bundle.</param>
public sealed record CommandWords(string Bundle, string Connection, string Engine)
{
    public static readonly CommandWords None = new("", "", "");

    /// <summary>A command on the bundle and the database.</summary>
    public string OnBundle(string command) => Join($"migrationbuild {command}", Bundle, Connection);

    /// <summary>A command on the database alone.</summary>
    public string OnDatabase(string command) => Join($"migrationbuild {command}", Engine, Connection);

    private static string Join(params string[] parts) => string.Join(' ', parts.Where(p => p.Length > 0));
}

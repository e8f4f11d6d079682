using System.Text;
using MigrationBuild.Diagnostics;
using Npgsql;

namespace MigrationBuild.PostgreSql.Connections;

/// <summary>Tells <see cref="Secrets"/> the passwords of a connection, wherever the server's clients find one: the text, a service, the environment, a passfile.</summary>
internal static class ConnectionSecrets
{
    public static void Tell(NpgsqlConnectionStringBuilder builder)
    {
        var shown = $"{builder.Host} {builder.Database} {builder.Username}";
        Secrets.Add(builder.Password, shown);
        Secrets.Add(builder.SslPassword, shown);
        Secrets.Add(ConnectionText.Variable("PGPASSWORD"), shown);
        Secrets.Add(ConnectionText.Variable("PGSSLPASSWORD"), shown);
        foreach (var password in InPassfile(builder))
            Secrets.Add(password, shown);
    }

    /// <summary>
    /// Each password that a passfile has for this user (postgresql.org/docs/current/libpq-pgpass.html). Which line counts is for Npgsql and libpq
    /// to say; they read it themselves.
    /// </summary>
    private static IEnumerable<string> InPassfile(NpgsqlConnectionStringBuilder builder)
    {
        var user = builder.Username ?? ConnectionText.Variable("PGUSER") ?? Environment.UserName;
        foreach (var line in Lines(builder.Passfile ?? ConnectionText.Variable("PGPASSFILE") ?? DefaultFile))
        {
            if (!line.StartsWith('#') && Fields(line) is { Count: 5 } fields && (fields[3] == "*" || fields[3] == user))
                yield return fields[4];
        }
    }

    private static string DefaultFile => OperatingSystem.IsWindows()
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "postgresql", "pgpass.conf")
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pgpass");

    // One that cannot be read gives nobody a password, and whoever needs it says so.
    private static string[] Lines(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllLines(file, Encoding.UTF8) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // A backslash stands before a colon or a backslash that is meant.
    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == ':' && fields.Count < 4)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(line[i] == '\\' && i + 1 < line.Length ? line[++i] : line[i]);
            }
        }
        fields.Add(field.ToString());
        return fields;
    }
}

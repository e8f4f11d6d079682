using System.Globalization;
using System.Text;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.PostgreSql.Connections;

/// <summary>
/// Named connections in a file (postgresql.org/docs/current/libpq-pgservice.html), which Npgsql does not read. As libpq has it: the user's
/// file, then the system's; the first value of a key counts; one that the connection text gives wins over the file, and the file over the environment.
/// </summary>
internal static class ServiceFile
{
    private const string UserFile = ".pg_service.conf";
    private const string SystemFile = "pg_service.conf";

    // What a build of libpq has in place of PGSYSCONFDIR is its packager's choice: Debian's, Red Hat's.
    private static readonly string[] SystemFolders = ["/etc/postgresql-common", "/etc/sysconfig/pgsql"];

    // Of a session's comfort, and set here by itself or without meaning.
    private static readonly HashSet<string> Ignored = new(StringComparer.Ordinal)
    {
        "client_encoding", "fallback_application_name", "gsslib", "keepalives", "keepalives_count", "keepalives_idle", "keepalives_interval", "sslcompression", "tcp_user_timeout",
    };

    /// <summary>The service's parameters, by the names of libpq.</summary>
    /// <exception cref="MigrationException">MB6003: no such service, or a file that is not as it must be. No value of it is repeated.</exception>
    public static IReadOnlyDictionary<string, string> Read(string service)
    {
        foreach (var file in Files())
        {
            if (Find(service, file) is { } found)
                return found;
        }
        throw ConnectionText.Unusable($"there is no service '{service}' in {string.Join(" or ", Files().DefaultIfEmpty($"a service file: neither PGSERVICEFILE nor ~/{UserFile} leads to one"))}");
    }

    private static IEnumerable<string> Files()
    {
        var user = ConnectionText.Variable("PGSERVICEFILE") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), UserFile);
        // One that was named must be there.
        if (ConnectionText.Variable("PGSERVICEFILE") is not null || File.Exists(user))
            yield return user;
        var folders = ConnectionText.Variable("PGSYSCONFDIR") is { } named ? [named] : SystemFolders;
        foreach (var file in folders.Select(folder => Path.Combine(folder, SystemFile)).Where(File.Exists))
            yield return file;
    }

    private static Dictionary<string, string>? Find(string service, string file)
    {
        Dictionary<string, string>? found = null;
        var number = 0;
        foreach (var line in ReadLines(file).Select(line => line.Trim()))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line[0] == '[')
            {
                if (found is not null)
                    return found;
                found = line == $"[{service}]" ? new Dictionary<string, string>(StringComparer.Ordinal) : null;
            }
            else if (found is not null)
            {
                AddLine(found, line, string.Create(CultureInfo.InvariantCulture, $"the service file '{file}', line {number}"));
            }
        }
        return found;
    }

    private static void AddLine(Dictionary<string, string> found, string line, string place)
    {
        var equals = line.IndexOf('=');
        // Neither the line nor an unknown key is repeated: either may be a password that lost its way.
        if (equals <= 0)
            throw ConnectionText.Unusable($"{place}: expected KEY=VALUE");
        var key = line[..equals];
        if (key == "service")
            throw ConnectionText.Unusable($"{place}: a service cannot name another service");
        if (!ConnectionUri.KeyWords.ContainsKey(key) && !Ignored.Contains(key))
            throw ConnectionText.Unusable($"{place}: this key is none that this tool knows; it knows {string.Join(", ", ConnectionUri.KeyWords.Keys)}");
        found.TryAdd(key, line[(equals + 1)..]);
    }

    private static string[] ReadLines(string file)
    {
        try
        {
            return File.ReadAllLines(file, Encoding.UTF8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ConnectionText.Unusable($"the service file '{file}' cannot be read: {e.Message}", e);
        }
    }
}

using System.Data.Common;

namespace MigrationBuild.PostgreSql.Connections;

/// <summary>A connection URI (postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS) as the key words of Npgsql.</summary>
internal static class ConnectionUri
{
    /// <summary>The names of libpq to those of Npgsql.</summary>
    public static readonly IReadOnlyDictionary<string, string> KeyWords = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["host"] = "Host",
        ["port"] = "Port",
        ["user"] = "Username",
        ["password"] = "Password",
        ["dbname"] = "Database",
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslpassword"] = "SSL Password",
        ["passfile"] = "Passfile",
        ["application_name"] = "Application Name",
        ["connect_timeout"] = "Timeout",
        ["options"] = "Options",
        ["target_session_attrs"] = "Target Session Attributes",
        ["channel_binding"] = "Channel Binding",
    };

    public static bool IsOne(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="FormatException">It has a parameter that is not known here.</exception>
    public static string ToKeyValues(string uri)
    {
        var builder = new DbConnectionStringBuilder();
        var rest = uri[(uri.IndexOf("//", StringComparison.Ordinal) + 2)..];
        var query = Cut(ref rest, '?');
        var database = Cut(ref rest, '/');
        var at = rest.LastIndexOf('@');
        if (at >= 0)
        {
            var user = rest[..at];
            var password = Cut(ref user, ':');
            builder["Username"] = Uri.UnescapeDataString(user);
            if (password is not null)
                builder["Password"] = Uri.UnescapeDataString(password);
        }
        var host = rest[(at + 1)..];
        if (host.Length > 0)
            AddHost(builder, host);
        if (!string.IsNullOrEmpty(database))
            builder["Database"] = Uri.UnescapeDataString(database);
        foreach (var parameter in (query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = parameter;
            var value = Uri.UnescapeDataString(Cut(ref name, '=') ?? "");
            builder[name == ConnectionText.Service ? name : KeyWords.GetValueOrDefault(name) ?? throw new FormatException(name)] = ToNpgsql(name, value);
        }
        return builder.ConnectionString;
    }

    /// <summary>A value of libpq as Npgsql writes it.</summary>
    public static string ToNpgsql(string name, string value) => name == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;

    private static void AddHost(DbConnectionStringBuilder builder, string host)
    {
        var colon = host.LastIndexOf(':');
        var hasOnePort = !host.Contains(',') && colon > host.LastIndexOf(']');
        builder["Host"] = Uri.UnescapeDataString(hasOnePort ? host[..colon] : host).Trim('[', ']');
        if (hasOnePort)
            builder["Port"] = host[(colon + 1)..];
    }

    /// <summary>Shortens the text to what stands before the separator.</summary>
    /// <returns>What stands behind it; null where it is not there.</returns>
    private static string? Cut(ref string text, char separator)
    {
        var index = text.IndexOf(separator);
        if (index < 0)
            return null;
        var rest = text[(index + 1)..];
        text = text[..index];
        return rest;
    }
}

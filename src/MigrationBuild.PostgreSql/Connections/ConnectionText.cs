using System.Data.Common;
using System.Globalization;
using MigrationBuild.Diagnostics;
using Npgsql;

namespace MigrationBuild.PostgreSql.Connections;

/// <summary>What a connection string says, in either of the forms that people have: `Host=…;Database=…` and `postgresql://…`.</summary>
internal static class ConnectionText
{
    public const string ApplicationName = "migrationbuild";

    private const string SslModeKey = "SSL Mode";

    /// <summary>The key word that names a service; libpq's, not one of Npgsql.</summary>
    public const string Service = "service";

    /// <summary>All that is known of the connection: from the text, else from the service that it or PGSERVICE names, else from the environment.</summary>
    /// <exception cref="MigrationException">MB6003: it is none.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        var (builder, service) = ParseText(connectionString);
        var given = builder.Keys.Cast<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        if ((service ?? Variable("PGSERVICE")) is { } name)
            AddService(builder, name, given);
        if (!given.Contains(SslModeKey) && Variable("PGSSLMODE") is { } ssl)
            Set(builder, given, "sslmode", ssl, "the variable PGSSLMODE");
        if (!given.Contains("Port") && Variable("PGPORT") is { } port)
            Set(builder, given, "port", port, "the variable PGPORT");
        Complete(builder, saysSsl: given.Contains(SslModeKey));
        ConnectionSecrets.Tell(builder);
        return builder;
    }

    /// <summary>Whether the text itself has a password; a service's file is another place.</summary>
    /// <exception cref="MigrationException">MB6003: it is no connection string.</exception>
    public static bool HasPassword(string connectionString)
    {
        var (builder, _) = ParseText(connectionString);
        return builder.Password is { Length: > 0 } || builder.SslPassword is { Length: > 0 };
    }

    public static string Describe(NpgsqlConnectionStringBuilder builder)
    {
        var where = builder.Host!.StartsWith('/') ? builder.Host : string.Create(CultureInfo.InvariantCulture, $"{builder.Host}:{builder.Port}");
        var who = builder.Username is { Length: > 0 } user ? $" user {user}" : "";
        return $"{where}/{builder.Database}{who}";
    }

    /// <summary>The part of <see cref="Describe"/> that says which database it is.</summary>
    public static string WithoutRole(string description) =>
        description.LastIndexOf(" user ", StringComparison.Ordinal) is var end && end < 0 ? description : description[..end];

    public static MigrationException Unusable(string message, Exception? inner = null) =>
        new(Descriptors.ConnectionFailed, ExitCode.Failed, message, inner);

    private static (NpgsqlConnectionStringBuilder Builder, string? Service) ParseText(string connectionString)
    {
        var text = connectionString.Trim();
        if (text.Length == 0)
            throw Unusable("the connection string is empty; write Host=…;Database=…;Username=… or postgresql://user@host/database");
        try
        {
            var pairs = new DbConnectionStringBuilder { ConnectionString = ConnectionUri.IsOne(text) ? ConnectionUri.ToKeyValues(text) : text };
            var service = pairs.TryGetValue(Service, out var named) && named is string { Length: > 0 } name ? name : null;
            pairs.Remove(Service);
            var builder = new NpgsqlConnectionStringBuilder(pairs.ConnectionString);
            ConnectionSecrets.Tell(builder);
            return (builder, service);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The exception's own words may quote a part of the string, and that may be the password.
            throw Unusable("not a connection string of PostgreSQL; write Host=…;Database=…;Username=… or postgresql://user@host/database");
        }
    }

    private static void AddService(NpgsqlConnectionStringBuilder builder, string service, HashSet<string> given)
    {
        foreach (var (name, value) in ServiceFile.Read(service))
        {
            if (ConnectionUri.KeyWords.TryGetValue(name, out var keyWord) && !given.Contains(keyWord))
                Set(builder, given, name, value, $"the service '{service}'");
        }
    }

    private static void Set(NpgsqlConnectionStringBuilder builder, HashSet<string> given, string name, string value, string where)
    {
        try
        {
            builder[ConnectionUri.KeyWords[name]] = ConnectionUri.ToNpgsql(name, value);
            given.Add(ConnectionUri.KeyWords[name]);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            throw Unusable($"{where} has a value of {name} that cannot be used");
        }
    }

    private static void Complete(NpgsqlConnectionStringBuilder builder, bool saysSsl)
    {
        // libpq's variables that Npgsql does not read itself.
        if (string.IsNullOrEmpty(builder.Host))
            builder.Host = Variable("PGHOST") ?? "localhost";
        if (string.IsNullOrEmpty(builder.Database))
            builder.Database = Variable("PGDATABASE") ?? builder.Username ?? Variable("PGUSER") ?? throw Unusable("the connection string names no database");
        if (!saysSsl && !IsLocal(builder.Host!))
            builder.SslMode = SslMode.VerifyFull;
        builder.ApplicationName ??= ApplicationName;
        // One physical session for one object: a pooled one could come back with somebody else's settings and without our lock.
        builder.Pooling = false;
        builder.Enlist = false;
        builder.Multiplexing = false;
        // Limits are the server's and our own: the client's would leave the statement running.
        builder.CommandTimeout = 0;
        builder.CancellationTimeout = 5000;
        if (!builder.Host!.StartsWith('/') && !builder.Host.StartsWith('@'))
            (builder.TcpKeepAlive, builder.TcpKeepAliveTime, builder.TcpKeepAliveInterval) = (true, 30, 10);
        // ServerErrors takes out what may be values of rows.
        builder.IncludeErrorDetail = true;
        builder.IncludeFailedBatchedCommand = true;
    }

    private static bool IsLocal(string hosts) => hosts.Split(',').All(host =>
        host.StartsWith('/') || host.StartsWith('@') || host.StartsWith("127.", StringComparison.Ordinal)
        || host is "::1" or "[::1]" || host.Equals("localhost", StringComparison.OrdinalIgnoreCase));

    internal static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

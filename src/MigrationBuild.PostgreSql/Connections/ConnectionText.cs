using System.Data.Common;
using System.Globalization;
using MigrationBuild.Diagnostics;
using Npgsql;

namespace MigrationBuild.PostgreSql.Connections;

/// <summary>What a connection string says, in either of the forms that people have: `Host=…;Database=…` and `postgresql://…`.</summary>
internal static class ConnectionText
{
    public const string ApplicationName = "migrationbuild";

    /// <exception cref="MigrationException">MB6003: it is none.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        var text = connectionString.Trim();
        if (text.Length == 0)
            throw Unusable("the connection string is empty; write Host=…;Database=…;Username=… or postgresql://user@host/database");
        NpgsqlConnectionStringBuilder builder;
        bool saysSsl;
        try
        {
            text = ConnectionUri.IsOne(text) ? ConnectionUri.ToKeyValues(text) : text;
            builder = new NpgsqlConnectionStringBuilder(text);
            saysSsl = new DbConnectionStringBuilder { ConnectionString = text }.Keys.Cast<string>()
                .Any(key => key.Replace(" ", "", StringComparison.Ordinal).Equals("sslmode", StringComparison.OrdinalIgnoreCase));
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The exception's own words may quote a part of the string, and that may be the password.
            throw Unusable("not a connection string of PostgreSQL; write Host=…;Database=…;Username=… or postgresql://user@host/database");
        }
        Complete(builder, saysSsl);
        return builder;
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

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

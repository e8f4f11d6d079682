using System.Globalization;
using Npgsql;

namespace MigrationBuild.PostgreSql.Snapshots;

/// <summary>How a client program is told where to connect: by its environment, which other users of the machine cannot read, unlike its arguments.</summary>
internal static class ClientEnvironment
{
    // From this version on libpq can verify against the system's own certificates, as Npgsql does.
    private const int SystemCertificates = 16;

    /// <param name="connection">An open one to the server: which of several hosts it is shows only there.</param>
    public static Dictionary<string, string?> For(NpgsqlConnection connection, NpgsqlConnectionStringBuilder settings, int clientMajor)
    {
        var variables = new Dictionary<string, string?>
        {
            ["PGHOST"] = connection.Host,
            ["PGPORT"] = connection.Port.ToString(CultureInfo.InvariantCulture),
            ["PGUSER"] = connection.UserName,
            ["PGAPPNAME"] = settings.ApplicationName ?? "MigrationBuild",
            ["PGSSLMODE"] = SslMode(settings.SslMode),
        };
        AddIfSet("PGOPTIONS", settings.Options);
        AddIfSet("PGPASSWORD", settings.Password);
        AddIfSet("PGPASSFILE", settings.Passfile);
        AddIfSet("PGSSLROOTCERT", settings.RootCertificate ?? (settings.SslMode is Npgsql.SslMode.VerifyFull && clientMajor >= SystemCertificates ? "system" : null));
        AddIfSet("PGSSLCERT", settings.SslCertificate);
        AddIfSet("PGSSLKEY", settings.SslKey);
        return variables;

        void AddIfSet(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                variables[name] = value;
        }
    }

    /// <summary>The option that names the database: in the form in which no name can be taken for a whole connection string.</summary>
    public static string DatabaseOption(string database) =>
        $"--dbname=dbname='{database.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    private static string SslMode(SslMode mode) => mode switch
    {
        Npgsql.SslMode.Disable => "disable",
        Npgsql.SslMode.Allow => "allow",
        Npgsql.SslMode.Require => "require",
        Npgsql.SslMode.VerifyCA => "verify-ca",
        Npgsql.SslMode.VerifyFull => "verify-full",
        _ => "prefer",
    };
}

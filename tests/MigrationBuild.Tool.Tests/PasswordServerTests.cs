using MigrationBuild.PostgreSql.Scratch;

namespace MigrationBuild.Tool.Tests;

/// <summary>A server that demands a password of the role `deploy`, whose database is `shop`; nothing in the environment leads there.</summary>
public abstract class PasswordServerTests : PostgreSqlToolTests
{
    private ScratchServer? _server;

    protected abstract string Password { get; }

    protected ScratchServer Server => _server!;

    /// <summary>Two migrations, the second outside a transaction, so that a dump is made.</summary>
    protected string ShopBundle { get; private set; } = "";

    /// <summary>All but the password.</summary>
    protected string Where => $"Host={Server.Folder};Database=shop;Username=deploy";

    protected string PassfileLine => $"*:*:shop:deploy:{Password.Replace(@"\", @"\\", StringComparison.Ordinal).Replace(":", @"\:", StringComparison.Ordinal)}";

    [TestInitialize]
    public async Task StartAsync()
    {
        // What libpq and Npgsql read must come from nowhere but from the test.
        foreach (var name in new[] { "PGPASSWORD", "PGPASSFILE", "PGSERVICE", "PGSERVICEFILE", "PGSYSCONFDIR", "PGHOST", "PGPORT", "PGUSER", "PGDATABASE", "PGSSLMODE" })
            Variables[name] = null;
        Variables["HOME"] = PathOf("home");
        Directory.CreateDirectory(PathOf("home"));
        var rules = PathOf("pg_hba.conf");
        await File.WriteAllTextAsync(rules, "local all postgres trust\nlocal all all scram-sha-256\n");
        // The server may run as somebody else.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Folder, File.GetUnixFileMode(Folder) | UnixFileMode.OtherExecute | UnixFileMode.OtherRead);
        _server = await StartServerAsync(new ScratchServerOptions { Settings = new Dictionary<string, string> { ["hba_file"] = rules, ["password_encryption"] = "scram-sha-256" } });
        Ask(Server.ConnectionString(), $"CREATE ROLE deploy LOGIN CREATEDB PASSWORD {Literal(Password)}");
        Ask(Server.ConnectionString(), "CREATE DATABASE shop OWNER deploy");
        ShopBundle = PostgreSqlBundle(
            ("CREATE TABLE t (id int);", "DROP TABLE t;"),
            ("-- migrate:transaction none\nCREATE INDEX CONCURRENTLY i ON t (id);", "DROP INDEX i;"));
    }

    [TestCleanup]
    public async Task StopAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    protected static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A service file whose service `live` leads to a database of the server.</summary>
    protected string Service(string database) =>
        $"[other]\nhost=nowhere.invalid\n\n[live]\n# ours\nhost={Server.Folder}\ndbname={database}\ndbname=second\nuser=deploy\npassword={Password}\nsslmode=prefer\napplication_name=ci\nkeepalives_idle=30\n[last]\nhost=x\n";

    protected static void WritePrivate(string file, string text)
    {
        File.WriteAllText(file, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}

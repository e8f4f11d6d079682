using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using MigrationBuild.PostgreSql.Scratch;

namespace MigrationBuild.Tool.Tests;

/// <summary>A canary for a password: whatever the tool does with it and however that ends, it is in nothing that the tool says, writes or starts.</summary>
[TestClass]
public sealed class SecretTests : PasswordServerTests
{
    private const string Canary = "Kan'ari\\en:v0g\"el%é";

    private readonly List<ToolResult> _results = [];
    private readonly HashSet<string> _own = new(StringComparer.Ordinal);

    // One for all tests: looking costs.
    private static CommandLineWatch? Watch { get; set; }

    protected override string Password => Canary;

    private string Target => $"{Where};Password='{Canary.Replace("'", "''", StringComparison.Ordinal)}'";

    // In the forms that other programs might give it, made without the code that hides them.
    private static string[] Forms { get; } =
    [
        Canary,
        Canary.Replace("'", "''", StringComparison.Ordinal),
        Canary.Replace("\"", "\"\"", StringComparison.Ordinal),
        Canary.Replace("\\", "\\\\", StringComparison.Ordinal),
        Canary.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal),
        Canary.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal),
        JsonSerializer.Serialize(Canary).Trim('"'),
        Uri.EscapeDataString(Canary),
        Uri.EscapeDataString(Canary).ToLowerInvariant(),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary)),
        // Nobody else has this word: what is left of one that was cut.
        "v0g",
    ];

    [TestInitialize]
    public void Prepare()
    {
        _own.UnionWith(Directory.GetFiles(Folder, "*", SearchOption.AllDirectories));
        Variables["CALLS"] = PathOf("calls.log");
        Variables[PostgreSqlBinaries.Variable] = PathOf("bin");
        Directory.CreateDirectory(PathOf("bin"));
        foreach (var program in new[] { "pg_dump", "pg_restore" })
            Stub(program, $"for folder in '{Server.Binaries.Folder}' /usr/lib/postgresql/*/bin; do [ ! -x $folder/{program} ] || exec $folder/{program} \"$@\"; done; exit 127");
    }

    [ClassInitialize]
    public static void StartWatching(TestContext context) => Watch = new CommandLineWatch();

    [ClassCleanup]
    public static void StopWatching() => Watch!.Dispose();

    [TestMethod]
    [DataRow("file"), DataRow("string"), DataRow("address"), DataRow("variable"), DataRow("PGPASSWORD"), DataRow("passfile"), DataRow("service")]
    public void It_shows_nowhere_whichever_way_it_came(string way)
    {
        var connected = Give(way);
        Tool(0, ["apply", "-b", ShopBundle, .. connected]);
        Tool(0, ["snapshot", "create", "--engine", "postgresql", "--json", .. connected]);
        Tool(0, ["status", "-b", ShopBundle, .. connected]);
        RequireClean();
    }

    [TestMethod]
    public void It_shows_nowhere_whatever_is_done()
    {
        string[] connected = Give("file"), engine = ["--engine", "postgresql", .. connected], bundle = ["-b", ShopBundle, .. connected];
        Tool(0, ["plan", "--sql", .. bundle]);
        Tool(0, ["plan", "--json", .. bundle]);
        Tool(0, ["script", .. bundle]);
        Tool(0, ["apply", "--dry-run", .. bundle]);
        Tool(0, ["apply", "--json", "--to", "1", .. bundle]);
        Tool(0, ["apply", .. bundle]);
        Tool(0, ["status", "--json", .. bundle]);
        Tool(0, ["verify", "--json", .. bundle]);
        Tool(0, ["inspect", "-b", ShopBundle]);
        Tool(0, ["snapshot", "list", "--json", .. engine]);
        Tool(0, ["rollback", "--yes", "--to", "1", "--json", .. bundle]);
        Tool(0, ["stamp", "2", "--yes", "--reason", $"as {Canary} says", .. bundle]);
        var name = Tool(0, ["snapshot", "create", "--json", .. engine]).Json.GetProperty("name").GetString()!;
        Tool(0, ["snapshot", "restore", name, "--yes", .. engine]);
        Tool(0, ["snapshot", "create", "--snapshot", "template", .. engine]);
        Assert.Contains("as *** says", Tool(0, ["history", .. engine]).Output);
        Tool(0, ["history", "--json", .. engine]);
        RequireClean();
    }

    [TestMethod]
    [DataRow("SELECT {0}::int;"), DataRow("DO $x$ BEGIN RAISE EXCEPTION 'no: %', {0} USING DETAIL = {0}, HINT = {0}; END $x$;")]
    [DataRow("DO $x$ BEGIN RAISE WARNING 'so: %', {0}; END $x$; SELECT 1 / 0;"), DataRow("CREATE ROLE \"x\" PASSWORD {0} NOSUCHOPTION;")]
    [DataRow("-- migrate:transaction none\nSELECT {0}::int;")]
    public void A_step_that_fails_over_it_does_not_tell_it(string sql)
    {
        string[] connected = Give("file");
        var bundle = PostgreSqlBundle((string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, Literal(Canary)), "SELECT 1;"));
        _own.Add(bundle);
        Assert.AreEqual("MB6016", Tool(1, ["apply", "--json", "-b", bundle, .. connected]).ErrorCode);
        Tool(1, ["apply", "-b", bundle, .. connected]);
        Tool(0, ["plan", "--sql", "-b", bundle, .. connected]);
        RequireClean();
        // Where the SQL itself is asked for it comes as it is: a script that was changed would be another one.
        Assert.Contains(Literal(Canary), Run(["script", "-b", bundle, .. connected]).Output);
    }

    [TestMethod]
    public void A_program_that_repeats_it_fails_without_telling_it()
    {
        string[] connected = Give("file");
        Stub("pg_dump", "case $1 in --version) echo 'pg_dump (PostgreSQL) 15.1';; *) printf 'no %s here\\n' \"$PGPASSWORD\" >&2; exit 1;; esac");
        Assert.Contains("no *** here", Tool(1, ["apply", "-b", ShopBundle, .. connected]).Error);
        Assert.AreEqual("MB6020", Tool(1, ["snapshot", "create", "--engine", "postgresql", "--json", .. connected]).ErrorCode);
        RequireClean();
    }

    [TestMethod]
    public void A_connection_that_fails_does_not_tell_it()
    {
        Ask(Server.ConnectionString(), "ALTER ROLE deploy PASSWORD 'another'");
        foreach (var way in new[] { "file", "string", "address", "variable", "PGPASSWORD", "passfile", "service" })
            Tool(1, ["apply", "-b", ShopBundle, "--json", .. Give(way)]);
        _own.Add(PathOf("connection"));
        File.WriteAllText(PathOf("connection"), Target.Replace(Server.Folder, PathOf("nowhere"), StringComparison.Ordinal));
        Tool(1, ["status", "-b", ShopBundle, "--connection-file", PathOf("connection")]);
        // Told to the wrong option, or to none.
        Tool(2, ["status", "-b", ShopBundle, "--connection-file", Target]);
        Tool(2, ["status", "-b", ShopBundle, "--conection", Target]);
        Tool(2, ["status", "-b", ShopBundle, Target, "--json"]);
        Tool(2, ["status", "-b", ShopBundle, Address(), "--json"]);
        Tool(1, ["status", "-b", ShopBundle, "-c", Target + ";Port=none"]);
        RequireClean();
    }

    [TestMethod]
    public void A_program_gets_no_more_than_it_needs()
    {
        Variables["MIGRATIONBUILD_CONNECTION"] = Target;
        Tool(0, ["snapshot", "create", "--engine", "postgresql"]);
        var calls = File.ReadAllText(PathOf("calls.log"));
        Assert.Contains("pg_dump", calls);
        Assert.DoesNotContain("MIGRATIONBUILD_CONNECTION", calls);
        foreach (var call in calls.Split("call ").Where(c => c.Contains("PGPASSWORD", StringComparison.Ordinal)))
            Assert.Contains("--dbname=dbname='shop'", call, "only what connects has the password");
        RequireClean();
    }

    private ToolResult Tool(int exitCode, string[] arguments)
    {
        var result = Run(arguments);
        _results.Add(result);
        Assert.AreEqual(exitCode, result.ExitCode, $"{arguments[0]}: {result.Output}\n{result.Error}");
        return result;
    }

    private string Address() => $"postgresql://deploy:{Uri.EscapeDataString(Canary)}@{Uri.EscapeDataString(Server.Folder)}/shop";

    /// <summary>Puts the password where it is to come from; returns what goes on the command line.</summary>
    private string[] Give(string way)
    {
        foreach (var name in new[] { "MIGRATIONBUILD_CONNECTION", "PGPASSWORD", "PGPASSFILE", "PGSERVICEFILE" })
            Variables[name] = null;
        _own.Add(PathOf("given"));
        switch (way)
        {
            case "file":
                WritePrivate(PathOf("given"), Target);
                return ["--connection-file", PathOf("given")];
            case "string":
                return ["-c", Target];
            case "address":
                return ["-c", Address()];
            case "variable":
                Variables["MIGRATIONBUILD_CONNECTION"] = Address();
                return [];
            case "PGPASSWORD":
                Variables["PGPASSWORD"] = Canary;
                return ["-c", Where];
            case "passfile":
                WritePrivate(PathOf("given"), PassfileLine + "\n");
                Variables["PGPASSFILE"] = PathOf("given");
                return ["-c", Where];
            default:
                WritePrivate(PathOf("given"), Service("shop"));
                Variables["PGSERVICEFILE"] = PathOf("given");
                return ["-c", "Service=live"];
        }
    }

    /// <summary>Writes down how it is called, by whom and with which variables, and goes on.</summary>
    private void Stub(string program, string then)
    {
        var file = Path.Combine(PathOf("bin"), program);
        File.WriteAllText(file, $"#!/bin/sh\n{{ echo \"call {program}\"; printf '%s\\n' \"$@\"; env | cut -d= -f1; tr '\\0' '\\n' </proc/$PPID/cmdline; }} >>\"$CALLS\"\n{then}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private void RequireClean()
    {
        foreach (var result in _results)
        {
            RequireNone(Encoding.UTF8.GetBytes(result.Output), "standard output");
            RequireNone(Encoding.UTF8.GetBytes(result.Error), "standard error");
        }
        foreach (var file in Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Where(f => !_own.Contains(f)))
            RequireNone(File.ReadAllBytes(file), file);
        var history = Ask(Server.ConnectionString("shop"), "SELECT to_regclass('public.migration_history') IS NOT NULL") == "True"
            ? Ask(Server.ConnectionString("shop"), "SELECT string_agg(h::text, ' ') FROM public.migration_history h") : "";
        RequireNone(Encoding.UTF8.GetBytes(history), "the history");
        foreach (var (command, _) in Watch!.Seen)
            Assert.Fail($"among the arguments of a process: {command}");
    }

    private static void RequireNone(byte[] content, string where)
    {
        foreach (var form in Forms)
            Assert.IsLessThan(0, content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(form)), $"'{form}' is in {where}: {Encoding.UTF8.GetString(content.AsSpan(0, Math.Min(content.Length, 2000)))}");
    }

    /// <summary>Looks all the time at the arguments of all processes of this machine but the tool's, for the word that nobody else has.</summary>
    private sealed class CommandLineWatch : IDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private readonly Thread _thread;
        public CommandLineWatch()
        {
            _thread = new Thread(Look) { IsBackground = true };
            _thread.Start();
        }

        public ConcurrentDictionary<string, bool> Seen { get; } = new(StringComparer.Ordinal);

        public void Dispose()
        {
            _end.Cancel();
            _thread.Join();
            _end.Dispose();
        }

        private void Look()
        {
            while (Directory.Exists("/proc/self") && !_end.Token.WaitHandle.WaitOne(20))
            {
                foreach (var process in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(d["/proc/".Length])))
                {
                    try
                    {
                        var arguments = File.ReadAllBytes(Path.Combine(process, "cmdline"));
                        // Those of the tool itself are the person's own, and cannot be changed.
                        if (arguments.AsSpan().IndexOf("v0g"u8) >= 0 && arguments.AsSpan().IndexOf("migrationbuild.dll"u8) < 0)
                            Seen.TryAdd(Encoding.UTF8.GetString(arguments).Replace('\0', ' '), true);
                    }
                    catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                    {
                        // it has ended meanwhile, or is another user's
                    }
                }
            }
        }
    }
}

#:property PublishAot=false
#:project Shared
// The product in one screen, with the packages as a user gets them: a chain that does not build, the one that does, a deployment,
// a failure that leaves nothing behind, and the way back. It checks all that it shows, and leaves no file behind.
using System.Text.Json;
using System.Text.RegularExpressions;
using MigrationBuild.Eng;

using var temp = new TemporaryFolder("migrationbuild-try");
try
{
    new Demo(temp).Run();
    return 0;
}
catch (UnmetExpectationException e)
{
    Console.WriteLine(e.Result.Output);
    Console.WriteLine($"error: {e.Message} (exit code {e.Result.ExitCode}): {e.Result.Command}");
    return 1;
}

internal sealed partial class Demo(TemporaryFolder temp)
{
    private readonly string _shop = temp.Sub("Shop");
    private readonly string _release = temp.Sub("release");
    private string _version = "";

    private string Migrations => Path.Combine(_shop, "Migrations");

    public void Run()
    {
        Prepare();

        Screen.Heading("A migration is missing: the build fails");
        Screen.Command("rm Migrations/0007_*");
        var removed = Directory.GetFiles(Migrations, "0007_*").ToDictionary(file => file, File.ReadAllBytes);
        foreach (var file in removed.Keys)
            File.Delete(file);
        Screen.Command("dotnet build");
        Screen.Lines(Errors(BuildShop(expected: 1), "MB1201"));

        Screen.Heading("It is back: the build writes the bundle");
        foreach (var (file, bytes) in removed)
            File.WriteAllBytes(file, bytes);
        BuildAndShip();

        Screen.Heading("A new database, brought to the newest version");
        Screen.Command("export MIGRATIONBUILD_CONNECTION=\"Data Source=shop.db\"");
        Show(Tool(0, "apply"), most: 4);
        Show(Tool(0, "status"), most: 5);
        RequireVersion("0014");

        Screen.Heading("A down script that forgets one thing: the build tries it, and fails");
        var down = Path.Combine(Migrations, "0006_index_orders.down.sql");
        var good = File.ReadAllText(down);
        Screen.Command("sed -i 1d Migrations/0006_index_orders.down.sql");
        File.WriteAllText(down, good[(good.IndexOf('\n') + 1)..]);
        File.Delete(Path.Combine(Migrations, "migrations.lock"));
        Screen.Command("dotnet build");
        Screen.Lines(Errors(BuildShop(expected: 1), "MB4007"));
        File.WriteAllText(down, good);

        Screen.Heading("Two more migrations, and the second cannot work on the rows that are there: the build says so");
        Add("0015_add_phone", "ALTER TABLE customers ADD COLUMN phone TEXT;", "ALTER TABLE customers DROP COLUMN phone;");
        Add("0016_one_customer_a_family", "CREATE UNIQUE INDEX customers_family ON customers (family_name);", "DROP INDEX customers_family;");
        Screen.Command("dotnet build");
        Screen.Lines(Errors(BuildShop(expected: 1), "MB4003"));

        Screen.Heading("Without the proof it gets as far as the deployment, where both are taken back");
        BuildAndShip("-p:MigrationProof=off");
        var before = Quietly("history", "--json").Output;
        var failure = Tool(1, "apply");
        Errors(failure, "MB6016");
        Show(failure);
        RequireVersion("0014");
        if (Quietly("history", "--json").Output != before)
            throw new UnmetExpectationException(failure, "a step of the failed run is in the history");
        Screen.Lines(["(no step of it is in the history; `history --all` has the run)"]);

        Screen.Heading("One version back");
        Show(Tool(0, "rollback", "--to=-1", "--yes", "--perf-runs=0"));
        RequireVersion("0013");
        Screen.Heading("All of this was checked as it ran. The temporary folder is deleted.");
    }

    private void Prepare()
    {
        Screen.Heading("The two packages, and a small shop with 14 migrations that uses them");
        Screen.Command("dotnet run eng/pack.cs");
        var feed = Environment.GetEnvironmentVariable(Packages.Variable) is { Length: > 0 } packed ? packed : Pack(temp.Sub("feed"));
        _version = Packages.VersionIn(feed);
        TemporaryFolder.Copy(Repository.PathOf("tests", "samples", "Shop"), _shop);
        Directory.CreateDirectory(_release);
        // The only source: whatever the two packages need must be in them.
        File.WriteAllText(temp.Sub("nuget.config"),
            $"<configuration><packageSources><clear /><add key=\"feed\" value=\"{feed}\" /></packageSources></configuration>");
        Screen.Command("dotnet tool install MigrationBuild.Tool");
        Run(temp.Path, 0, "tool", "install", "MigrationBuild.Tool", "--version", _version, "--tool-path", "tools");
    }

    private static string Pack(string feed) =>
        Packages.Pack(feed) is { } failure ? throw new UnmetExpectationException(failure, "the packages cannot be packed") : feed;

    private ShellResult BuildShop(int expected, params string[] properties) =>
        Run(_shop, expected, ["build", "-v", "q", "-clp:NoSummary", $"-p:MigrationBuildVersion={_version}", "-p:GenerateFullPaths=false", .. properties]);

    private void BuildAndShip(params string[] properties)
    {
        Screen.Command($"dotnet build {string.Concat(properties.Select(p => p + " "))}&& cp bin/Debug/net10.0/Shop.migrations.zip release/");
        var build = BuildShop(0, properties);
        var bundle = Path.Combine(_shop, "bin", "Debug", "net10.0", "Shop.migrations.zip");
        if (!File.Exists(bundle))
            throw new UnmetExpectationException(build, "the build wrote no bundle");
        File.Copy(bundle, Path.Combine(_release, "Shop.migrations.zip"), overwrite: true);
    }

    private ShellResult Tool(int expected, params string[] arguments)
    {
        Screen.Command($"migrationbuild {string.Join(' ', arguments)}");
        return Require(expected, Quietly(arguments));
    }

    /// <summary>What the tool printed, on both streams, without the path of the temporary folder.</summary>
    private void Show(ShellResult result, int most = 7) =>
        Screen.Lines(result.Lines.Select(line => line.Replace(_release + Path.DirectorySeparatorChar, "")), most);

    private void RequireVersion(string expected)
    {
        var status = Quietly("status", "--json");
        using var json = JsonDocument.Parse(status.Output);
        if (json.RootElement.GetProperty("currentVersion").GetString() != expected)
            throw new UnmetExpectationException(status, $"the database should be at {expected}");
    }

    private ShellResult Quietly(params string[] arguments) =>
        Shell.Run(_release, temp.Sub("tools", OperatingSystem.IsWindows() ? "migrationbuild.exe" : "migrationbuild"), arguments, new Dictionary<string, string?>
        {
            ["MIGRATIONBUILD_CONNECTION"] = "Data Source=shop.db",
            ["DOTNET_ROOT"] = Path.GetDirectoryName(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")),
        });

    private ShellResult Run(string folder, int expected, params string[] arguments) =>
        Require(expected, Shell.Dotnet(folder, arguments, new Dictionary<string, string?> { ["NUGET_PACKAGES"] = temp.Sub("packages") }));

    private static ShellResult Require(int expected, ShellResult result) =>
        result.ExitCode == expected ? result : throw new UnmetExpectationException(result, $"exit code {expected} was expected");

    /// <summary>The error lines, once each, without the project that MSBuild puts behind them.</summary>
    private static string[] Errors(ShellResult result, string code)
    {
        string[] lines = [.. result.Lines.Select(line => ProjectSuffix().Replace(line, "")).Where(line => line.Contains(": error ")).Distinct()];
        return lines.Any(line => line.Contains($": error {code}: ")) ? lines : throw new UnmetExpectationException(result, $"{code} was expected");
    }

    private void Add(string name, string up, string down)
    {
        Screen.Command($"echo \"{up}\" > Migrations/{name}.up.sql");
        File.WriteAllText(Path.Combine(Migrations, $"{name}.up.sql"), up + "\n");
        File.WriteAllText(Path.Combine(Migrations, $"{name}.down.sql"), down + "\n");
    }

    [GeneratedRegex(@" \[[^\]]+proj(::[^\]]*)?\]$")]
    private static partial Regex ProjectSuffix();
}

#:property PublishAot=false
#:project Shared
// Builds the solution, checks the format, runs every test project; the last line counts the tests.
// Where PostgreSQL or pgbouncer is not on the machine it is installed, if this is root on Debian or the like; else its tests are skipped.
//   --no-format          skip `dotnet format`
//   --only NAME          only the test projects whose name contains NAME (`--project` would be taken by `dotnet run`);
//                        `faults`: the short part of the fault harness, five minutes; else 40 runs are killed, no more
//   anything else        goes to `dotnet test` as it is (--filter "Name~Gap")
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MigrationBuild.Eng;

var options = Options.Parse(args);
using var compiler = new CompilerServer();
var failed = false;
var total = new TestCounts(0, 0, 0);

if (Step("build", Shell.Dotnet(Repository.Root, ["build", "MigrationBuild.sln", "-v", "q", "-nologo", "-clp:NoSummary"])))
{
    if (options.Format)
        // The build has checked the style (EnforceCodeStyleInBuild); what is left are spaces and the order of imports, a tenth of the whole command's time.
        Step("format", Shell.Dotnet(Repository.Root, ["format", "whitespace", ".", "--folder", "--verify-no-changes", "--exclude", "artifacts"]));
    Console.WriteLine($"PostgreSQL: {PostgreSqlServer.Ensure()}");
    Console.WriteLine($"pgbouncer: {Pgbouncer.Ensure()}");
    if (options.StartsTool)
        Console.WriteLine($"tool: {CompiledTool.Ensure().Description}");
    foreach (var project in Directory.GetFiles(Repository.PathOf("tests"), "*.Tests.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
    {
        var name = Path.GetFileNameWithoutExtension(project);
        if (name.Contains(options.Only, StringComparison.OrdinalIgnoreCase))
            total += RunTests(name, project);
    }
    if (options.Only == "faults")
        total += RunFaults("--gate");
    else if (options.Only.Length == 0 && options.Rest.Count == 0)
        total += RunFaults("--only", "kill", "--count", "40");
    if (total.All == 0)
        failed = Complain("no test ran");
}
Console.WriteLine(total);
return failed || total.Failed > 0 ? 1 : 0;

bool Step(string name, ShellResult result)
{
    if (result.ExitCode == 0)
    {
        Console.WriteLine($"{name}: ok");
        return true;
    }
    Console.WriteLine(result.Output);
    failed = Complain($"{name}: failed with exit code {result.ExitCode}: {result.Command}");
    return false;
}

TestCounts RunTests(string name, string project)
{
    var folder = Repository.PathOf("artifacts", "test-results", name);
    if (Directory.Exists(folder))
        Directory.Delete(folder, recursive: true);
    var watch = Stopwatch.StartNew();
    var run = Shell.Dotnet(Repository.Root,
        ["test", project, "--no-build", "-nologo", "--logger", "trx;LogFileName=tests.trx", "--results-directory", folder, .. options.Rest]);
    var trx = Path.Combine(folder, "tests.trx");
    var results = File.Exists(trx) ? TestResults.Read(trx) : [];
    var counts = TestCounts.Of(results);
    Console.WriteLine($"{name}: {counts} ({watch.Elapsed.TotalSeconds:0.0} s)");
    foreach (var group in results.Where(r => r.Skipped).GroupBy(r => r.Message))
        Console.WriteLine($"  skipped ({group.Count()}): {group.Key}");
    // A test host that dies, or a project whose tests are not found, gives no failed test: only the exit code tells.
    if (run.ExitCode != 0 || counts.Failed > 0)
    {
        Console.WriteLine(run.Output);
        failed = Complain($"{name}: failed with exit code {run.ExitCode}");
    }
    else if (counts.All == 0 && options.Rest.Count == 0)
    {
        failed = Complain($"{name}: no test ran");
    }
    return counts;
}

// Each kind of fault is one test: it failed where one of its runs left a half-state.
TestCounts RunFaults(params string[] arguments)
{
    var run = Shell.Dotnet(Repository.Root, ["run", Repository.PathOf("eng", "faults.cs"), "--", .. arguments]);
    var counts = Regex.Match(run.Output, @"^faults: (\d+) passed, (\d+) failed, (\d+) skipped.*$", RegexOptions.Multiline);
    if (counts.Success)
        Console.WriteLine(counts.Value);
    foreach (Match skipped in Regex.Matches(run.Output, "^[a-z]+: SKIPPED: .*$", RegexOptions.Multiline))
        Console.WriteLine($"  {skipped.Value}");
    if (run.ExitCode != 0 || !counts.Success)
    {
        Console.WriteLine(run.Output);
        failed = Complain($"faults: failed with exit code {run.ExitCode}");
    }
    return counts.Success ? new(Count(1), Count(2), Count(3)) : new(0, 1, 0);

    int Count(int group) => int.Parse(counts.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
}

static bool Complain(string text)
{
    Console.WriteLine($"error: {text}");
    return true;
}

internal sealed record Options(bool Format, string Only, IReadOnlyList<string> Rest)
{
    /// <summary>Whether what runs starts the tool so often that compiling it is worth its time.</summary>
    public bool StartsTool => Rest.Count == 0 && (Only == "faults" || "MigrationBuild.Tool.Tests".Contains(Only, StringComparison.OrdinalIgnoreCase));

    public static Options Parse(string[] args)
    {
        var format = true;
        var only = "";
        var rest = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--no-format")
                format = false;
            else if (args[i] == "--only" && i + 1 < args.Length)
                only = args[++i];
            else
                rest.Add(args[i]);
        }
        return new(format, only, rest);
    }
}

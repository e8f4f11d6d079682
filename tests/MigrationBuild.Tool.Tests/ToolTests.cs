using System.Diagnostics;
using Microsoft.Data.Sqlite;
using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;
using MigrationBuild.Proofs;
using MigrationBuild.Scripts;
using MigrationBuild.Sqlite.Scratch;

namespace MigrationBuild.Tool.Tests;

/// <summary>What the tests of the command line share: one folder, bundles made on the spot, and the real tool as a process.</summary>
public abstract class ToolTests
{
    // eng/test.cs gives one of the same tree that starts faster.
    private static readonly string Tool = Environment.GetEnvironmentVariable("MIGRATIONBUILD_TEST_TOOL") is { Length: > 0 } given
        ? given : Path.Combine(AppContext.BaseDirectory, "migrationbuild.dll");

    static ToolTests() => SQLitePCL.Batteries_V2.Init();

    private readonly List<Process> _started = [];

    protected string Folder { get; } = Directory.CreateTempSubdirectory("migrationbuild-").FullName;

    protected string Database => PathOf("shop.db");

    [TestCleanup]
    public void RemoveFolder()
    {
        // Only of a test that failed in the middle.
        _started.ForEach(Kill);
        Directory.Delete(Folder, recursive: true);
    }

    protected string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Variables of the tool's processes besides those of the tests.</summary>
    protected Dictionary<string, string?> Variables { get; } = new(StringComparer.Ordinal) { ["MIGRATIONBUILD_CONNECTION"] = null };

    protected Process Start(params string[] arguments) => Start(ToolCommand[0], [.. ToolCommand.Skip(1), .. arguments]);

    /// <summary>What a shell would be told to run the tool.</summary>
    protected static IReadOnlyList<string> ToolCommand { get; } =
        [Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet", Tool];

    /// <summary>Another program that has to do with the tool, with its folder, streams and variables.</summary>
    protected Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        _started.Add(process);
        return process;
    }

    protected ToolResult Run(params string[] arguments) => Finish(Start(arguments));

    protected static ToolResult Finish(Process process)
    {
        using (process)
        {
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return new ToolResult(process.ExitCode, output, error.Result);
        }
    }

    /// <summary>Writes a bundle whose migrations are these scripts, numbered from 0001; returns its path.</summary>
    protected string Bundle(params (string Up, string Down)[] scripts) => Bundle("sqlite", scripts);

    protected string Bundle(string engine, (string Up, string Down)[] scripts)
    {
        var file = PathOf($"{Guid.NewGuid():n}.migrations.zip");
        BundleFile.Write(file, BundleWriter.Write(new MigrationChain { Engine = engine, Migrations = [.. scripts.Select(Migration)] }, "0.1.0"));
        return file;
    }

    /// <summary>The same, proven on a scratch database as a build does it.</summary>
    protected async Task<string> ProvenBundleAsync(params (string Up, string Down)[] scripts)
    {
        var chain = new MigrationChain { Engine = "sqlite", Migrations = [.. scripts.Select(Migration)] };
        var proof = await new Prover(new SqliteScratchDriver(), new ProofOptions(), file => file, new DiagnosticBag()).ProveAsync(chain, CancellationToken.None);
        var file = PathOf($"{Guid.NewGuid():n}.migrations.zip");
        BundleFile.Write(file, BundleWriter.Write(chain, "0.1.0", proof));
        return file;
    }

    protected static void Execute(string database, string sql)
    {
        using var connection = Open(database);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The rows of a query, columns joined.</summary>
    protected static string Rows(string database, string sql)
    {
        using var connection = Open(database);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "NULL" : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
        return string.Join('\n', rows);
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // its test waited for its end
        }
    }

    private static SqliteConnection Open(string database)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static Migration Migration((string Up, string Down) scripts, int index)
    {
        var version = $"{index + 1:D4}";
        return new Migration
        {
            Version = MigrationVersion.Parse(version),
            Name = "step",
            Up = Script($"{version}_step.up.sql", scripts.Up),
            Down = Script($"{version}_step.down.sql", scripts.Down),
            ChainHash = TextHash.Of(version),
        };
    }

    private static MigrationScript Script(string file, string text) => new()
    {
        File = $"Migrations/{file}",
        Text = text,
        Hash = TextHash.Of(text),
        Transactional = !text.Contains("transaction none", StringComparison.Ordinal),
    };
}

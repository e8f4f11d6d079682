using System.Text;
using MigrationBuild.Eng.Faults.Arenas;
using MigrationBuild.Eng.Faults.Judging;
using MigrationBuild.Eng.Faults.Tools;
using Npgsql;

namespace MigrationBuild.Eng.Faults.Rows;

/// <summary>A password that no output, no argument of a child, no file and no row of the history may hold, in commands that succeed, fail and die.</summary>
internal sealed class Canary() : PostgreSqlRow("canary", "canary secret in output, argv, files, history", gate: 12, full: 200)
{
    private const string Secret = "kanarienvogel-7d1f";

    public override string? WhySkipped(World world) => base.WhySkipped(world) ?? (OperatingSystem.IsLinux() ? null : "arguments of processes are read from /proc");

    public override async Task RunAsync(RowRun run)
    {
        run.Note("a half-state is a place where the secret was found");
        var engine = await run.World.PostgreSqlAsync;
        await run.CasesAsync((index, random) =>
        {
            var scenario = engine.Scenarios[index % engine.Scenarios.Count];
            var points = engine.Traces[scenario].Points;
            var fault = (index / engine.Scenarios.Count % 3) switch { 0 => null, 1 => points[random.Next(points.Count)] + "=fail", _ => points[random.Next(points.Count)] };
            return run.InArenaAsync(engine, index, async arena =>
            {
                var runner = new CaseRunner(arena, scenario, engine.References);
                var arguments = runner.Arguments(scenario.Command, await runner.SetUpAsync()).ToList();
                // By its own rule a password comes from a file or the environment, never from the command line.
                var connection = arguments.IndexOf("-c");
                arguments.RemoveRange(connection, 2);
                var host = index % 5 == 4 ? "nowhere.invalid" : new NpgsqlConnectionStringBuilder(arena.ConnectionString).Host;
                var text = new NpgsqlConnectionStringBuilder(arena.ConnectionString) { Host = host, Password = Secret, Timeout = 5 }.ConnectionString;
                using var watching = new CancellationTokenSource();
                var seen = WatchArgumentsAsync(watching.Token);
                var done = await Tool.RunAsync(arena.Folder, new ToolStart(arguments).With("MIGRATIONBUILD_CONNECTION", text).With("MIGRATIONBUILD_FAULT", fault));
                await watching.CancelAsync();
                await arena.SettleAsync();
                return new CaseResult($"{scenario}{(fault is null ? "" : $" with {fault}")}", [.. await seen, .. await HitsAsync(arena, done, scenario.Command[2])], false, done.ToString());
            });
        });
    }

    private static async Task<IReadOnlyList<string>> HitsAsync(Arena arena, ToolRun run, string bundle)
    {
        var hits = new List<string>();
        if (run.Output.Contains(Secret, StringComparison.Ordinal))
            hits.Add("the secret is in the output");
        var files = Directory.GetFiles(arena.Folder, "*", SearchOption.AllDirectories).Concat(File.Exists(bundle) ? [bundle] : []);
        foreach (var file in files)
        {
            if ((await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)) >= 0)
                hits.Add($"the secret is in the file {Path.GetFileName(file)}");
        }
        await using var connection = new NpgsqlConnection(arena.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT to_regclass('public.migration_history')::text", connection);
        if (await command.ExecuteScalarAsync() is not string)
            return hits;
        command.CommandText = "SELECT count(*) FROM public.migration_history h WHERE h::text LIKE '%' || @secret || '%'";
        command.Parameters.AddWithValue("secret", Secret);
        if (await command.ExecuteScalarAsync() is not 0L)
            hits.Add("the secret is in the history");
        return hits;
    }

    // Everybody on the machine may read them.
    private static async Task<IReadOnlyList<string>> WatchArgumentsAsync(CancellationToken stop)
    {
        var hits = new HashSet<string>(StringComparer.Ordinal);
        while (!stop.IsCancellationRequested)
        {
            foreach (var process in Directory.GetDirectories("/proc").Where(p => char.IsAsciiDigit(Path.GetFileName(p)[0])))
            {
                try
                {
                    if (File.ReadAllText(Path.Combine(process, "cmdline")) is var line && line.Contains(Secret, StringComparison.Ordinal))
                        hits.Add($"the secret is an argument of {line.Split('\0')[0]}");
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // It ended meanwhile, or is not ours to look into.
                }
            }
            await Task.Delay(5, CancellationToken.None);
        }
        return [.. hits];
    }
}

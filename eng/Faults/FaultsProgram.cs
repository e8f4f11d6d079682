using System.Diagnostics;
using MigrationBuild.Eng.Faults.Rows;

namespace MigrationBuild.Eng.Faults;

/// <summary>Runs the rows that were asked for, prints the table, and says in its exit code whether every proof held.</summary>
public static class FaultsProgram
{
    public static async Task<int> RunAsync(string[] args)
    {
        FaultOptions options;
        try
        {
            options = FaultOptions.Parse(args);
        }
        catch (FormatException e)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }
        if (options.ListsRows)
        {
            foreach (var row in RowList.All)
                Console.WriteLine($"{row.Key,-12} {row.Title} (gate {row.Gate}, full {row.Full})");
            return 0;
        }
        return await RunAsync(options, [.. RowList.All.Where(row => row.Key.Contains(options.Only, StringComparison.OrdinalIgnoreCase))]);
    }

    private static async Task<int> RunAsync(FaultOptions options, IReadOnlyList<Row> rows)
    {
        var watch = Stopwatch.StartNew();
        Console.WriteLine($"PostgreSQL: {PostgreSqlServer.Ensure()}");
        Console.WriteLine($"pgbouncer: {Pgbouncer.Ensure()}");
        Console.WriteLine($"tool: {CompiledTool.Ensure().Description}");
        Console.WriteLine($"seed: {options.Seed}");
        await using var world = new World(options);
        var lanes = await Task.WhenAll(rows.GroupBy(row => row.IsApart ? row.Key : "").Select(lane => RunAsync(world, [.. lane])));
        var results = rows.Select(row => lanes.SelectMany(lane => lane).Single(r => r.Title == row.Title)).ToList();
        var server = world.WhyNoServer is null ? await ServerVersion.ReadAsync(world) : null;
        Console.WriteLine($"\n{Report.Table(results)}\n");
        Report.Write(results, options, server, watch.Elapsed);
        var failed = results.Count(r => r.HalfStates > 0);
        var skipped = results.Count(r => r.Skipped is not null);
        Console.WriteLine($"faults: {results.Count - failed - skipped} passed, {failed} failed, {skipped} skipped ({watch.Elapsed.TotalSeconds:0} s)");
        return failed > 0 || results.Count == 0 ? 1 : 0;
    }

    private static async Task<IReadOnlyList<RowResult>> RunAsync(World world, IReadOnlyList<Row> lane)
    {
        var results = new List<RowResult>();
        foreach (var row in lane)
        {
            results.Add(await RunAsync(world, row));
            Console.WriteLine($"{row.Key}: {(results[^1].Skipped is { } why ? $"SKIPPED: {why}" : $"{results[^1].Runs} runs, {results[^1].HalfStates} half-states, {results[^1].Time.TotalSeconds:0.0} s")}");
        }
        return results;
    }

    private static async Task<RowResult> RunAsync(World world, Row row)
    {
        if (row.WhySkipped(world) is { } why)
            return new RowResult(row.Title) { Skipped = why };
        var run = new RowRun(world, row, world.Options.Count ?? (world.Options.IsFull ? row.Full : row.Gate));
        await row.RunAsync(run);
        return run.Finish();
    }
}

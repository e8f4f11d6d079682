using System.Threading.Channels;
using MigrationBuild.Eng.Faults.Arenas;
using MigrationBuild.Eng.Faults.Chains;
using MigrationBuild.Eng.Faults.Judging;
using MigrationBuild.Eng.Faults.Scenarios;
using MigrationBuild.Eng.Faults.Tools;

namespace MigrationBuild.Eng.Faults;

/// <summary>What all rows need of one engine: bundles, databases in each state, what they hold there, and the points that each command reaches.</summary>
internal sealed class EngineWorld
{
    private readonly Channel<Arena> _free = Channel.CreateUnbounded<Arena>();

    private EngineWorld(string engine, BundleSet bundles)
    {
        Engine = engine;
        Bundles = bundles;
        Scenarios = ScenarioList.Of(engine, bundles);
        References = new References([.. Chain.Transactional(engine).Steps.Select(s => s.Version)]);
    }

    private EngineWorld(EngineWorld other) => (Engine, Bundles, Scenarios, References, Traces) = (other.Engine, other.Bundles, other.Scenarios, other.References, other.Traces);

    public string Engine { get; }

    public BundleSet Bundles { get; }

    public IReadOnlyList<Scenario> Scenarios { get; }

    public References References { get; }

    /// <summary>What each command reaches when nothing disturbs it, and how long it takes.</summary>
    public Dictionary<Scenario, Trace> Traces { get; } = [];

    public static async Task<EngineWorld> MakeAsync(string engine, string folder, IReadOnlyList<Arena> arenas)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var world = new EngineWorld(engine, await BundleSet.MakeAsync(engine, folder));
        await world.TakeAsync(arenas);
        await Parallel.ForEachAsync(world.Scenarios, new ParallelOptions { MaxDegreeOfParallelism = arenas.Count },
            async (scenario, _) => await world.InArenaAsync(arena => world.TraceAsync(arena, scenario, Path.Combine(folder, "traces"))));
        Console.WriteLine($"{engine}: prepared in {watch.Elapsed.TotalSeconds:0.0} s; the commands take {world.Traces.Values.Min(t => t.Duration.TotalSeconds):0.00} to {world.Traces.Values.Max(t => t.Duration.TotalSeconds):0.00} s");
        return world;
    }

    /// <summary>The same in another place: another disk, another server.</summary>
    public async Task<EngineWorld> InAsync(Arena arena)
    {
        var world = new EngineWorld(this);
        await world.TakeAsync([arena]);
        return world;
    }

    /// <summary>Lends a database that nobody else uses meanwhile.</summary>
    public async Task<T> InArenaAsync<T>(Func<Arena, Task<T>> work)
    {
        var arena = await _free.Reader.ReadAsync();
        try
        {
            return await work(arena);
        }
        finally
        {
            await _free.Writer.WriteAsync(arena);
        }
    }

    private async Task TakeAsync(IReadOnlyList<Arena> arenas)
    {
        await MakeImagesAsync(arenas[0]);
        foreach (var arena in arenas)
            await _free.Writer.WriteAsync(arena);
    }

    // What one world saw first, every other must see again.
    private async Task MakeImagesAsync(Arena arena)
    {
        await arena.LoadAsync(null);
        References.Add(ScenarioList.First, "", await arena.ReadAsync(), Chain.Transactional(Engine));
        await ApplyAsync(arena, Bundles.Transactional, "0001");
        await arena.ExecuteAsync(Chain.UserSql(Engine));
        foreach (var (line, bundle, chain) in new[] { ("transactional", Bundles.Transactional, Chain.Transactional(Engine)), ("stepped", Bundles.Stepped, Chain.Stepped(Engine)) })
        {
            var low = ScenarioList.ImageOf(Engine, "transactional", "0001");
            if (line == "transactional")
                await arena.SaveAsync(low);
            else
                await arena.LoadAsync(low);
            foreach (var step in References.UpTo(Bundles.Head))
            {
                await ApplyAsync(arena, bundle, step);
                References.Add(line, step, await arena.ReadAsync(), chain);
            }
            await arena.SaveAsync(ScenarioList.ImageOf(Engine, line, Bundles.Head));
        }
    }

    private static async Task ApplyAsync(Arena arena, string bundle, string to)
    {
        var run = await arena.RunAsync("apply", "-b", bundle, "--to", to, "-c", arena.ConnectionString, "--snapshot", "none");
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"the states cannot be made: {run}");
    }

    private async Task<bool> TraceAsync(Arena arena, Scenario scenario, string folder)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"{scenario}.trace");
        var runner = new CaseRunner(arena, scenario, References);
        var start = new ToolStart(runner.Arguments(scenario.Command, await runner.SetUpAsync())).With("MIGRATIONBUILD_FAULT_TRACE", file);
        var run = await Tool.RunAsync(arena.Folder, start);
        if (run.ExitCode != (scenario.MustFail ? 1 : 0))
            throw new InvalidOperationException($"{scenario} does not end as it must when nothing disturbs it: {run}");
        lock (Traces)
            Traces[scenario] = new Trace(File.ReadAllLines(file), run.Duration);
        if (scenario.Line == ScenarioList.First)
            References.Add(ScenarioList.First, scenario.To, await arena.ReadAsync(), Chain.Transactional(Engine));
        return true;
    }
}

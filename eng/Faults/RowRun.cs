using System.Diagnostics;
using MigrationBuild.Eng.Faults.Arenas;
using MigrationBuild.Eng.Faults.Judging;
using MigrationBuild.Eng.Faults.Rows;

namespace MigrationBuild.Eng.Faults;

/// <summary>Runs the cases of one row, counts, and keeps what is needed to look into a failure.</summary>
internal sealed class RowRun(World world, Row row, int count, RowRun? whole = null)
{
    private static readonly TimeSpan SayEvery = TimeSpan.FromSeconds(30);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Lock _gate = new();
    private TimeSpan _said;

    public World World => world;

    public int Count => count;

    /// <summary>Where the cases are batches of a row that counts in smaller units, they count there.</summary>
    private RowRun Whole => whole ?? this;

    public RowResult Result { get; private set; } = new(row.Title);

    /// <summary>Cases 0 to <see cref="Count"/>, each with random numbers that depend on nothing but the seed, the row and the case.</summary>
    public Task CasesAsync(Func<int, Random, Task<CaseResult>> run, int? atATime = null) => Parallel.ForAsync(0, count,
        new ParallelOptions { MaxDegreeOfParallelism = atATime ?? world.Options.Parallel },
        async (index, _) =>
        {
            if (world.Options.Case is null || world.Options.Case == index)
                await CountAsync(index, await run(index, new Random(HashCode(index))));
        });

    /// <summary>A case on a database of an engine; the folder is kept where a proof fails.</summary>
    public Task<CaseResult> InArenaAsync(EngineWorld engine, int index, Func<Arena, Task<CaseResult>> run) => engine.InArenaAsync(async arena =>
    {
        var result = await run(arena);
        if (result.Problems.Count > 0)
            TemporaryFolderCopy(arena.Folder, KeptFolder(index));
        return result;
    });

    public void Note(string text)
    {
        lock (_gate)
            Result = Result with { Note = text };
    }

    public RowResult Finish() => Result with { Time = _watch.Elapsed };

    private async Task CountAsync(int index, CaseResult result)
    {
        if (result.Problems.Count > 0)
        {
            Directory.CreateDirectory(KeptFolder(index));
            await File.WriteAllTextAsync(Path.Combine(KeptFolder(index), "log.txt"), $"{result.Name}\n{string.Join('\n', result.Problems)}\n\n{result.Log}\n");
        }
        lock (_gate)
        {
            Whole.Result = Whole.Result.With(result);
            if (result.Problems.Count > 0)
            {
                Console.WriteLine($"error: {result.Name}\n  {string.Join("\n  ", result.Problems)}\n  to repeat it: dotnet run eng/faults.cs -- {(world.Options.IsFull ? "--full " : "")}--only {row.Key} --seed {world.Options.Seed} --case {index}{(world.Options.Count is { } n ? $" --count {n}" : "")}\n  kept: {KeptFolder(index)}");
            }
            else if (_watch.Elapsed - _said > SayEvery)
            {
                _said = _watch.Elapsed;
                Console.WriteLine($"  {row.Key}: {Whole.Result.Runs} of {Whole.Count}, {Whole.Result.HalfStates} half-states, {_watch.Elapsed.TotalSeconds:0} s");
            }
        }
    }

    private string KeptFolder(int index) => Repository.PathOf("artifacts", "faults", $"{row.Key}-{world.Options.Seed}-{index}");

    private static void TemporaryFolderCopy(string from, string to)
    {
        if (Directory.Exists(to))
            Directory.Delete(to, recursive: true);
        TemporaryFolder.Copy(from, to);
    }

    // Stable over processes, unlike string.GetHashCode.
    private int HashCode(int index)
    {
        var hash = 17;
        foreach (var c in row.Key)
            hash = unchecked((hash * 31) + c);
        return unchecked((((hash * 31) + world.Options.Seed) * 31) + index);
    }
}

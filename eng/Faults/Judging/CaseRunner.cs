using System.Text.RegularExpressions;
using MigrationBuild.Eng.Faults.Arenas;
using MigrationBuild.Eng.Faults.Scenarios;
using MigrationBuild.Eng.Faults.Tools;

namespace MigrationBuild.Eng.Faults.Judging;

/// <summary>One case: set up, disturb, look, repeat the command, look again.</summary>
internal sealed partial class CaseRunner(Arena arena, Scenario scenario, References references)
{
    private readonly List<string> _problems = [];
    private readonly List<string> _log = [];
    private readonly Judge _judge = new(scenario, references);

    /// <param name="inflict">Runs the command and makes the fault happen meanwhile.</param>
    /// <param name="calm">Takes away what disturbed, where it lasts; before anybody looks.</param>
    public async Task<CaseResult> RunAsync(string name, Func<ToolStart, Task<ToolRun>> inflict, Func<Task>? calm = null)
    {
        var needed = false;
        try
        {
            var snapshot = await SetUpAsync();
            var hurt = await inflict(new ToolStart(Arguments(scenario.Command, snapshot)));
            _log.Add(hurt.ToString());
            if (calm is not null)
                await calm();
            _problems.AddRange((await arena.SettleAsync()).Select(left => $"P4: after the fault {left}"));
            var now = await LookAsync();
            _problems.AddRange(_judge.AfterFault(now, hurt));
            await RequireSoundSnapshotsAsync();
            needed = await RepeatAsync(now, snapshot);
            _problems.AddRange(_judge.AfterRepetition(await LookAsync()));
            _problems.AddRange((await arena.LeftoversAsync()).Select(left => $"P4: after the repetition {left}"));
            await RequireSoundSnapshotsAsync();
        }
        catch (Exception e) when (e is TimeoutException or IOException or InvalidOperationException or UnmetExpectationException or Npgsql.NpgsqlException)
        {
            _problems.Add($"it could not be seen what holds: {e.Message}");
        }
        return new($"{scenario}: {name}", [.. _problems], needed, string.Join("\n", _log));
    }

    /// <returns>The snapshot that the command restores; the empty text where it restores none.</returns>
    public async Task<string> SetUpAsync()
    {
        var snapshot = "";
        await arena.LoadAsync(scenario.Snapshot?.Image ?? scenario.Image);
        if (scenario.Snapshot is { } made)
        {
            var run = await arena.RunAsync("snapshot", "create", "--engine", arena.Engine, "--snapshot", made.Method, "-c", arena.ConnectionString, "--snapshot-dir", arena.Snapshots);
            if (run.ExitCode != 0)
                throw new InvalidOperationException($"no snapshot to begin with: {run}");
            snapshot = Directory.GetFiles(arena.Snapshots, "*.snapshot").Single();
            await arena.LoadContentAsync(scenario.Image);
        }
        if (scenario.IsDamaged)
            await arena.DamageAsync();
        return snapshot;
    }

    public string[] Arguments(IEnumerable<string> command, string snapshot) => [.. command.Select(word => word switch
    {
        "{db}" => arena.ConnectionString,
        "{dir}" => arena.Snapshots,
        "{snapshot}" => snapshot,
        _ => word,
    })];

    private async Task<bool> RepeatAsync(Observation now, string snapshot)
    {
        var again = await RunAsync(Arguments(scenario.Again, snapshot));
        if (again.ExitCode == 0)
            return false;
        // Only a step of which nobody can know how far it came may ask for a person, and then the message says what to run.
        if (now.View.Unknown is null)
        {
            _problems.Add($"P3: the repetition ended with exit code {again.ExitCode}");
            return false;
        }
        if (RestoreAdvice().Match(again.Output) is not { Success: true } advice)
        {
            _problems.Add("P3: the repetition needs a person, and does not say which snapshot to restore");
            return true;
        }
        var file = Path.Combine(arena.Snapshots, Path.GetFileName(advice.Groups["name"].Value));
        var restored = await RunAsync(["snapshot", "restore", file, "--yes", "--engine", arena.Engine, "-c", arena.ConnectionString, "--snapshot-dir", arena.Snapshots]);
        var repeated = restored.ExitCode == 0 ? await RunAsync(Arguments(scenario.Again, snapshot)) : restored;
        if (repeated.ExitCode != 0)
            _problems.Add($"P3: a person did what the message said, and it ended with exit code {repeated.ExitCode}");
        return true;
    }

    private async Task<ToolRun> RunAsync(string[] arguments)
    {
        var run = await arena.RunAsync(arguments);
        _log.Add(run.ToString());
        return run;
    }

    private async Task<Observation> LookAsync()
    {
        var now = await arena.ReadAsync();
        _log.Add($"seen: {now.Describe()}\n  history: {string.Join(", ", now.History.Select(h => $"{h.Version} {h.Action}"))}\n  files: {string.Join(", ", Directory.GetFiles(arena.Folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(arena.Folder, f)))}");
        return now;
    }

    // A snapshot counts from the moment its description is there: then it must be whole.
    private async Task RequireSoundSnapshotsAsync()
    {
        foreach (var description in Directory.GetFiles(arena.Snapshots, "*.snapshot.json"))
        {
            var file = description[..^".json".Length];
            if (!File.Exists(file))
                _problems.Add($"P2: {Path.GetFileName(description)} describes a snapshot that is not there");
            else if (!(await File.ReadAllTextAsync(description)).Contains(await Digest.OfFileAsync(file), StringComparison.Ordinal))
                _problems.Add($"P2: {Path.GetFileName(file)} is not what its description says");
            else if (arena is SqliteArena && !references.Knows(await SqliteArena.ReadAsync(file)))
                _problems.Add($"P2: {Path.GetFileName(file)} holds no state in which the database ever was");
        }
    }

    [GeneratedRegex("""snapshot restore "?(?<name>[^"\n]+?\.snapshot)\b""", RegexOptions.ExplicitCapture)]
    private static partial Regex RestoreAdvice();
}

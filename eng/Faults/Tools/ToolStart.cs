namespace MigrationBuild.Eng.Faults.Tools;

/// <summary>What a run of the tool is given besides its arguments.</summary>
internal sealed record ToolStart(IReadOnlyList<string> Arguments)
{
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Killed as `kill -9` does after this time, if it still runs.</summary>
    public TimeSpan? KillAfter { get; init; }

    /// <summary>A shell command that limits what the tool gets (`ulimit -n 40`); null: no limit.</summary>
    public string? Limit { get; init; }

    /// <summary>Told each line that is printed.</summary>
    public Action<string>? Said { get; init; }

    /// <summary>Told the process's id as soon as it runs.</summary>
    public Action<int>? Started { get; init; }

    public ToolStart With(string name, string? value) => this with { Environment = new Dictionary<string, string?>(Environment, StringComparer.Ordinal) { [name] = value } };
}

using MigrationBuild.Eng.Faults.Judging;

namespace MigrationBuild.Eng.Faults;

/// <summary>One line of the table.</summary>
internal sealed record RowResult(string Title)
{
    public int Runs { get; init; }

    public int HalfStates { get; init; }

    public int NeededPerson { get; init; }

    public TimeSpan Time { get; init; }

    /// <summary>Why it was not run; null where it was.</summary>
    public string? Skipped { get; init; }

    public string Note { get; init; } = "";

    public int Unaided => Runs - HalfStates - NeededPerson;

    public RowResult With(CaseResult result) => this with
    {
        Runs = Runs + result.Runs,
        HalfStates = HalfStates + (result.Problems.Count > 0 ? 1 : 0),
        NeededPerson = NeededPerson + (result is { NeededPerson: true, Problems.Count: 0 } ? 1 : 0),
    };
}

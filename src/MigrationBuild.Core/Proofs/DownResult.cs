using MigrationBuild.Drivers;

namespace MigrationBuild.Proofs;

/// <summary>What came out of down and up again.</summary>
internal sealed record DownResult
{
    public IReadOnlyList<StatementObservation> Statements { get; init; } = [];

    /// <summary>The down script failed.</summary>
    public ScriptException? DownFailure { get; init; }

    /// <summary>It fails only where tables hold rows.</summary>
    public bool FailsOverRowsOnly { get; init; }

    /// <summary>What differs from the schema before, a line each.</summary>
    public IReadOnlyList<string> SchemaDifferences { get; init; } = [];

    /// <summary>With no rows in the tables the schema is as before: the scripts make objects for rows.</summary>
    public bool DiffersOverRowsOnly { get; init; }

    /// <summary>What differs from the rows before.</summary>
    public IReadOnlyList<RowChange> DataDifferences { get; init; } = [];

    /// <summary>The up script failed the second time.</summary>
    public ScriptException? SecondUpFailure { get; init; }

    /// <summary>What differs after the second up from after the first, a line each.</summary>
    public IReadOnlyList<string> SecondUpDifferences { get; init; } = [];
}

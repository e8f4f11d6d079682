namespace MigrationBuild.Proofs;

/// <summary>What the proof found of one migration's way back. Stored as `exact`, `lossy`, `wrong`, `notRepeatable`, `irreversible`, `unproven`.</summary>
public enum Verdict
{
    /// <summary>After up and down, schema and rows are as before; and the up step runs again.</summary>
    Exact,

    /// <summary>The schema is as before; some of the data is not.</summary>
    Lossy,

    /// <summary>The down script fails, or leaves another schema.</summary>
    Wrong,

    /// <summary>After up and down, the up script fails or leads elsewhere.</summary>
    NotRepeatable,

    /// <summary>Declared: there is no down script, on purpose.</summary>
    Irreversible,

    /// <summary>Nothing is known; why is in the details.</summary>
    Unproven,
}

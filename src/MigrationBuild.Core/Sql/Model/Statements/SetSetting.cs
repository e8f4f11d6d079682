namespace MigrationBuild.Sql.Model.Statements;

/// <summary>SET, PRAGMA or RESET of a setting.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Value">Without quotes; null: back to its default.</param>
public sealed record SetSetting(int Offset, SqlName Name, string? Value) : Statement(Offset)
{
    /// <summary>Until the end of the transaction only.</summary>
    public bool IsLocal { get; init; }
}

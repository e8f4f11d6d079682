namespace MigrationBuild.Sql.Model.Statements;

/// <summary>ALTER TYPE … ADD VALUE.</summary>
public sealed record AddEnumValue(int Offset, ObjectName Type, string Value) : Statement(Offset)
{
    public bool IfNotExists { get; init; }

    /// <summary>BEFORE or AFTER another value.</summary>
    public bool IsPlaced { get; init; }
}

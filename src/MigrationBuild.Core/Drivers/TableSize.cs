namespace MigrationBuild.Drivers;

/// <summary>How large a table is, roughly.</summary>
/// <param name="Rows">Null where the engine has never counted.</param>
/// <param name="Bytes">With its indexes; null where asking would take long.</param>
public sealed record TableSize(long? Rows, long? Bytes);

namespace MigrationBuild.Drivers;

/// <summary>What a table holds.</summary>
/// <param name="Columns">Names, in the order of the values.</param>
/// <param name="Rows">Each value as an SQL literal that gives it back exactly; `NULL`.</param>
public sealed record TableRows(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

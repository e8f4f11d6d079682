using MigrationBuild.Drivers;

namespace MigrationBuild.PostgreSql.Proofs.Tables;

/// <summary>What can be put into a column.</summary>
/// <param name="Literals">The most ordinary first.</param>
/// <param name="Distinct">The n-th of many different ones; null where there are few.</param>
/// <param name="Readings">Of a text; else empty.</param>
internal sealed record ColumnValues(IReadOnlyList<string> Literals, Func<int, string>? Distinct, IReadOnlyDictionary<TextReading, string> Readings);

using System.Globalization;
using MigrationBuild.Drivers;
using MigrationBuild.Scripts.Invariants;
using MigrationBuild.Sqlite.Engine;

namespace MigrationBuild.Sqlite.Scripts.Invariants;

/// <summary>The value of an invariant.</summary>
internal static class InvariantQuery
{
    public static string Run(SqliteSession session, Invariant invariant)
    {
        if (invariant.Schema is { } schema && !schema.Text.Equals("main", StringComparison.OrdinalIgnoreCase))
            throw new EngineException($"there is no schema '{schema}': the tables of a migration are in 'main'", null);
        var table = invariant.Table?.Text ?? "";
        return invariant switch
        {
            { Kind: InvariantKind.Rows } => Number(session.Integer($"SELECT count(*) FROM main.{SqlText.Identifier(table)}")),
            { Kind: InvariantKind.Checksum, Sample: { } rows } => Checksum.OfSample(session, table, invariant.Column?.Text, rows),
            { Kind: InvariantKind.Checksum, Column: { } column } => Checksum.OfColumn(session, table, column.Text),
            { Kind: InvariantKind.Checksum } => Checksum.OfTable(session, table),
            { Kind: InvariantKind.Orphans } => Number(Orphans.Count(session, table, invariant.Column?.Text)),
            { Kind: InvariantKind.InvalidIndexes } => Number(IndexCheck.FindInvalid(session).Count),
            // Every constraint of this engine holds for rows written under it, and none can be added to a table that is there.
            _ => Number(0),
        };
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}

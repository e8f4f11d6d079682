using MigrationBuild.Rules.Replay;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>Whether a server knows, without reading the rows, that a column holds no NULL.</summary>
internal static class KnownNotNull
{
    // The first that takes the word of a check for it.
    private static readonly ServerVersion WithChecks = new(12);

    /// <param name="table">Null: not known.</param>
    public static bool Is(ChainTable? table, SqlName column, ServerVersion server) => table is not null
        && (table.Column(column) is { IsNotNull: true }
            // One that was there before the chain and that the chain validates was most likely made for this.
            || (server >= WithChecks && table.Constraints.Any(c => c.IsValidated && (c.Definition is null || c.Definition.Expression?.NotNullColumns.Contains(column) == true))));
}

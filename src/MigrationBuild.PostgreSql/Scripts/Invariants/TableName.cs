using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql.Connections;
using MigrationBuild.PostgreSql.Engine;
using MigrationBuild.Scripts.Invariants;

namespace MigrationBuild.PostgreSql.Scripts.Invariants;

/// <summary>The names of an invariant as the server understands them.</summary>
internal static class TableName
{
    /// <summary>Quoted, and folded as the server folds what is not quoted.</summary>
    public static string Of(Invariant invariant) =>
        invariant.Schema is null ? SqlText.Identifier(Fold(invariant.Table!)) : $"{SqlText.Identifier(Fold(invariant.Schema))}.{SqlText.Identifier(Fold(invariant.Table!))}";

    /// <summary>Without quotes. The server folds the letters of ASCII only, in any encoding that a database should have.</summary>
    public static string Fold(WrittenName name) =>
        name.IsQuoted ? name.Text : string.Concat(name.Text.Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c));

    /// <summary>As <see cref="Of"/>.</summary>
    /// <exception cref="EngineException">There is no such table or view.</exception>
    public static async Task<string> RequireAsync(Session session, Invariant invariant, CancellationToken cancellationToken)
    {
        var name = Of(invariant);
        return await session.ValueAsync<bool>("SELECT pg_catalog.to_regclass($1) IS NOT NULL", cancellationToken, name).ConfigureAwait(false)
            ? name
            : throw new EngineException($"relation {name} does not exist", ServerErrors.UndefinedTable);
    }
}

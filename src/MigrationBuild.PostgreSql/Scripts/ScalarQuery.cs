using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql.Connections;
using MigrationBuild.PostgreSql.Scripts.Invariants;
using MigrationBuild.Scripts.Invariants;
using MigrationBuild.Sql;
using Npgsql;

namespace MigrationBuild.PostgreSql.Scripts;

/// <summary>An invariant, or a query of the engine: one value as text.</summary>
internal static class ScalarQuery
{
    /// <summary>The session must be in a transaction that may be rolled back to a savepoint.</summary>
    public static Task<string?> RunAsync(Session session, ISqlDialect dialect, string query, CancellationToken cancellationToken)
    {
        if (Invariant.Parse(query, out var mistake) is { } invariant)
            return InvariantQuery.RunAsync(session, invariant, cancellationToken);
        if (mistake is not null)
            throw new EngineException(mistake, null);
        RequireOne(query, dialect);
        return AskAsync(session, query, cancellationToken);
    }

    /// <exception cref="EngineException">It is not one statement.</exception>
    public static void RequireOne(string query, ISqlDialect dialect)
    {
        if (dialect.Split(query).Count != 1)
            throw new EngineException(query.Trim().Length == 0 ? "the query is empty" : "the query has more than one statement", null);
    }

    private static async Task<string?> AskAsync(Session session, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, session.Connection) { AllResultTypesAreUnknown = true };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        if (reader.FieldCount == 0)
            throw new EngineException("the query does not only read", null);
        if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false) || reader.IsDBNull(0))
            return null;
        var text = reader.GetString(0);
        // On the wire it is one letter; people write it as the type's own cast to text does.
        return reader.GetDataTypeName(0) != "boolean" ? text : text == "t" ? "true" : "false";
    }
}

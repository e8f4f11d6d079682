using System.Text;
using MigrationBuild.Drivers;
using MigrationBuild.Scripts.Invariants;
using MigrationBuild.Sqlite.Engine;
using MigrationBuild.Sqlite.Scripts.Invariants;
using SQLitePCL;

namespace MigrationBuild.Sqlite.Scripts;

/// <summary>An invariant, or a query of the engine: one value as text.</summary>
internal static class ScalarQuery
{
    public static string? Run(SqliteSession session, string query)
    {
        if (Invariant.Parse(query, out var mistake) is { } invariant)
            return InvariantQuery.Run(session, invariant);
        if (mistake is not null)
            throw new EngineException(mistake, null);
        using var statement = Prepare(session, query);
        if (!statement.Step())
            return null;
        return statement.TypeOf(0) == raw.SQLITE_BLOB ? Convert.ToHexStringLower(statement.Bytes(0)) : statement.Text(0);
    }

    /// <exception cref="EngineException">It is not one query, or does not only read.</exception>
    public static SqliteStatement Prepare(SqliteSession session, string query)
    {
        var sql = Encoding.UTF8.GetBytes(query);
        var statement = session.Prepare(sql, out var tail) ?? throw new EngineException("the query is empty", null);
        var rest = sql.AsSpan(tail);
        var mistake = ScriptPosition.SkipBlank(rest, 0) < rest.Length ? "the query has more than one statement"
            : !statement.IsReadOnly || statement.ColumnCount == 0 ? "the query does not only read"
            : null;
        if (mistake is null)
            return statement;
        statement.Dispose();
        throw new EngineException(mistake, null);
    }
}

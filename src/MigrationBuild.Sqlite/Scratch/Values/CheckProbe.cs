using MigrationBuild.Drivers;
using MigrationBuild.Sqlite.Engine;

namespace MigrationBuild.Sqlite.Scratch.Values;

/// <summary>Asks the engine which values the checks of a single column accept.</summary>
internal sealed class CheckProbe(SqliteSession session, string table, string column, IReadOnlyList<TableCheck> checks)
{
    /// <summary>Null where the engine cannot tell, because it lacks a function.</summary>
    public IReadOnlyList<string>? Accepted(IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return [];
        SqliteStatement statement;
        try
        {
            statement = session.Prepare(Query(values));
        }
        catch (EngineException)
        {
            return null;
        }
        using (statement)
        {
            try
            {
                return Read(statement, values);
            }
            catch (EngineException)
            {
                // A function may fail at a value, such as one of JSON at what is none: with that value an INSERT fails as well.
                return values.Count == 1 ? [] : [.. values.SelectMany(value => Accepted([value]) ?? [])];
            }
        }
    }

    private string Query(IReadOnlyList<string> values)
    {
        var name = SqlText.Identifier(table);
        var rows = values.Select((value, index) => FormattableString.Invariant($"({index}, {value})"));
        // A condition that is NULL accepts (sqlite.org/lang_createtable.html#ckconst).
        var conditions = checks.Select(check => $"(({check.Sql}) OR ({check.Sql}) IS NULL)");
        return $"WITH {name} (migrationbuild_place, {SqlText.Identifier(column)}) AS (VALUES {string.Join(", ", rows)}) "
            + $"SELECT migrationbuild_place FROM {name} WHERE {string.Join(" AND ", conditions)}";
    }

    private static IReadOnlyList<string> Read(SqliteStatement statement, IReadOnlyList<string> values)
    {
        var places = new List<int>();
        while (statement.Step())
            places.Add((int)statement.Integer(0));
        return [.. places.Order().Select(place => values[place])];
    }
}
